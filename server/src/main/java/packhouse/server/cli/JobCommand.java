package packhouse.server.cli;

import java.io.IOException;
import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.Views;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the commands about one job have in common: its number. */
@SuppressWarnings("NullAway.Init")
abstract class JobCommand extends AskingCommand {

    @Parameters(paramLabel = "JOB", description = "Its number, as packhouse job list shows it.")
    private String id;

    @Mixin
    private Output output;

    JobCommand(Surroundings around) {
        super(around);
    }

    /** Asks about the job of this number and says what there is to say; returns the exit code. */
    abstract int run(String job) throws IOException, WrongUsage;

    @Override
    final int run() throws IOException, WrongUsage {
        if (!id.matches("[0-9]{1,9}")) {
            throw new WrongUsage("'" + id + "' is no job: write its number, as packhouse job list shows it");
        }
        return run(id);
    }

    /** Has the job do something, and says what it did. */
    final int order(String job, String word, String done) throws IOException, WrongUsage {
        return told(
                post(Views.JOBS + "/" + job + "/" + word, new byte[0]),
                output,
                JobView.class,
                view -> "job " + view.id() + " " + done + "\n");
    }

    final Output output() {
        return output;
    }
}
