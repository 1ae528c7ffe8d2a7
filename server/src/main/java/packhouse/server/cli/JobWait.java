package packhouse.server.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code packhouse job wait}. */
@Command(
        name = "wait",
        headerHeading = "Examples:%n  packhouse job wait 12%n  packhouse job wait 12 && echo done%n%n",
        header = "Waits until a job is over, and shows how it goes on.",
        description =
                "%nEnds with 0 if it is done, with 3 if it is done but for something or was cancelled, with 1 or what fits"
                        + " better if it failed. Ctrl-C ends the waiting, not the job.%n")
final class JobWait extends JobCommand {

    JobWait(Surroundings around) {
        super(around);
    }

    @Override
    int run(String job) throws IOException, WrongUsage {
        return new JobWatch(this, job).await(output());
    }
}
