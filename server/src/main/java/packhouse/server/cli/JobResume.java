package packhouse.server.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code packhouse job resume}. */
@Command(
        name = "resume",
        headerHeading = "Examples:%n  packhouse job resume 12%n  packhouse job resume 12 --path /tank/backup%n%n",
        header = "Has a job that rests go on.")
final class JobResume extends JobCommand {

    JobResume(Surroundings around) {
        super(around);
    }

    @Override
    int run(String job) throws IOException, WrongUsage {
        return order(job, "resume", "goes on");
    }
}
