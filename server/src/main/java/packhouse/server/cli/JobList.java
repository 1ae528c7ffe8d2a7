package packhouse.server.cli;

import java.io.IOException;
import packhouse.protocol.admin.JobsView;
import packhouse.protocol.admin.Views;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code packhouse job list}. */
@Command(
        name = "list",
        headerHeading = "Examples:%n  packhouse job list --path /tank/backup%n  packhouse job list --json%n%n",
        header = "Lists jobs, the newest first: what they do, how far they are, what they wait for.",
        description = "%nOf those that are over the last 200 are remembered.%n")
final class JobList extends AskingCommand {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    JobList(Surroundings around) {
        super(around);
    }

    @Override
    int run() throws IOException, WrongUsage {
        return told(get(Views.JOBS), output, JobsView.class, this::text);
    }

    private String text(JobsView view) {
        Table table = JobScreen.table(view.jobs(), around().clock());
        return table.isEmpty() ? "no jobs\n" : table.text("");
    }
}
