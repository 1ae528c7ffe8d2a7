package packhouse.server.cli;

import java.io.IOException;
import packhouse.protocol.admin.Views;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code packhouse status}: the server and its repositories on one screen. */
@Command(
        name = "status",
        headerHeading = "Examples:%n" + "  packhouse status --path /tank/backup%n" + "  packhouse status --json%n%n",
        header = "Shows a running server and its repositories: last backup, size, files.",
        description =
                "%nAsks the server through its socket, so it runs on the same machine, as the server's user or in its"
                        + " group.%n")
public final class StatusCommand extends AskingCommand {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    StatusCommand(Surroundings around) {
        super(around);
    }

    @Override
    int run() throws IOException, WrongUsage {
        AdminClient.Answer answer = get(Views.SUMMARY);
        if (answer.status() != 200 && answer.status() != 401) {
            return failed(
                    ExitCode.SOFTWARE,
                    "the server answers with status " + answer.status() + ". Cure: its log says why");
        }
        return told(answer, output, Views.Summary.class, this::text);
    }

    private String text(Views.Summary summary) throws IOException {
        if (summary.version().isEmpty()) {
            throw new IOException("what answers there is no packhouse: no version in its summary");
        }
        return new StatusScreen(summary, around().clock().instant()).text();
    }
}
