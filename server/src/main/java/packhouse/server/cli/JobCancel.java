package packhouse.server.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code packhouse job cancel}. */
@Command(
        name = "cancel",
        headerHeading = "Examples:%n  packhouse job cancel 12%n  packhouse job cancel 12 --path /tank/backup%n%n",
        header = "Ends a job. What it had committed stays; the repository is sound at every moment.")
final class JobCancel extends JobCommand {

    JobCancel(Surroundings around) {
        super(around);
    }

    @Override
    int run(String job) throws IOException, WrongUsage {
        return order(job, "cancel", "ends as soon as it is between two blobs; what it had committed stays");
    }
}
