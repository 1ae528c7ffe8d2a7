package packhouse.server.cli;

import java.io.IOException;
import packhouse.protocol.admin.Views;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code packhouse health}: for health checks of containers, so it reads nothing but the status. */
@Command(
        name = "health",
        headerHeading = "Examples:%n"
                + "  packhouse health --path /tank/backup%n"
                + "  packhouse health --server http://127.0.0.1:8100%n%n",
        header = "Tells whether a running server can do its work.",
        description = "%nEnds with 0 if it can, 1 if it cannot, 16 if nobody answers.%n")
public final class HealthCommand extends AskingCommand {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    HealthCommand(Surroundings around) {
        super(around);
    }

    @Override
    int run() throws IOException, WrongUsage {
        AdminClient.Answer answer = get(Views.READINESS);
        boolean ready = answer.status() == 200;
        if (output.isJson()) {
            out().println(answer.body().strip());
        } else if (ready) {
            out().println("ready");
        } else if (answer.status() == 503) {
            return failed(ExitCode.SOFTWARE, "not ready; the server's log says why");
        } else {
            return failed(ExitCode.SOFTWARE, "what answers there is no packhouse: status " + answer.status());
        }
        return ready ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
