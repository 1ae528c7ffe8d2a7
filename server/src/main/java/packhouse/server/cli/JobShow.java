package packhouse.server.cli;

import java.io.IOException;
import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.Views;
import picocli.CommandLine.Command;

/** {@code packhouse job show}. */
@Command(
        name = "show",
        headerHeading = "Examples:%n  packhouse job show 12%n  packhouse job show 12 --json%n%n",
        header = "Shows a job: its plan, how far it is, what it waits for and why, and the last lines of its log.")
final class JobShow extends JobCommand {

    JobShow(Surroundings around) {
        super(around);
    }

    @Override
    int run(String job) throws IOException, WrongUsage {
        return told(
                get(Views.JOBS + "/" + job),
                output(),
                JobView.class,
                view -> new JobScreen(view, around().clock()).text());
    }
}
