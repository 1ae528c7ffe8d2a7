package packhouse.server.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code packhouse job pause}. */
@Command(
        name = "pause",
        headerHeading = "Examples:%n  packhouse job pause 12%n  packhouse job pause 12 --path /tank/backup%n%n",
        header = "Has a job rest until it is resumed, also across a restart. What it had committed stays.")
final class JobPause extends JobCommand {

    JobPause(Surroundings around) {
        super(around);
    }

    @Override
    int run(String job) throws IOException, WrongUsage {
        return order(job, "pause", "rests as soon as it is between two blobs");
    }
}
