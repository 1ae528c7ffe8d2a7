package packhouse.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import packhouse.server.access.UserFileEditor;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** What the commands about users have in common: the file, and what a change of it comes to. */
@SuppressWarnings("NullAway.Init")
abstract class UserCommand extends CommonCommand {

    @ParentCommand
    private UserCommands parent;

    @Mixin
    private UserFileOptions options;

    /** Carries the command out and says what there is to say; returns the exit code. */
    abstract int run(UserFileEditor editor) throws IOException, WrongUsage;

    @Override
    final int run() throws IOException, WrongUsage {
        return run(new UserFileEditor(options.file(), parent.random()));
    }

    /** What a change came to, as a sentence and an exit code. */
    final int told(UserFileEditor.Outcome outcome, String name, String done) {
        return switch (outcome) {
            case DONE -> {
                err().println(done + " in " + options.file());
                yield ExitCode.OK;
            }
            case EXISTS ->
                failed(ExitCode.SOFTWARE, "there is a user " + name + " already. Cure: packhouse user passwd " + name);
            case MISSING ->
                failed(
                        ExitCode.SOFTWARE,
                        "there is no user " + name + " in " + options.file() + ". Cure: packhouse user list shows all");
            case BAD_NAME -> failed(ExitCode.USAGE, "a user name has letters, digits and the signs @ . _ - only");
            case BAD_PASSWORD -> failed(ExitCode.USAGE, NewPassword.limits());
        };
    }

    final UserCommands parent() {
        return parent;
    }

    final Path file() {
        return options.file();
    }
}
