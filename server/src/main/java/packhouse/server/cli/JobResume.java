package packhouse.server.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code packhouse job resume}. */
@Command(
        name = "resume",
        headerHeading = "Examples:%n  packhouse job resume 12%n  packhouse job resume 12 --path /tank/backup%n%n",
        header = "Has a job that rests go on, and one that failed begin again.",
        description = {
            "%nOne that failed makes a new plan; what it had done stays.",
            "If its password was given for it alone, it waits for packhouse repo unlock.%n"
        })
final class JobResume extends JobCommand {

    JobResume(Surroundings around) {
        super(around);
    }

    @Override
    int run(String job) throws IOException, WrongUsage {
        return order(job, "resume", "goes on");
    }
}
