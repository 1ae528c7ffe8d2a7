package packhouse.server.cli;

import java.io.IOException;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.RestoreView;
import packhouse.protocol.admin.Selection;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands about deleted files have in common: whom they ask and what they print. */
@SuppressWarnings("NullAway.Init")
abstract class TrashCommand extends RepositoryCommand {

    @Option(names = "--offline", description = "Work in this process, on a directory that no server holds.")
    private boolean offline;

    @Mixin
    private Output output;

    TrashCommand(Surroundings around) {
        super(around);
    }

    /** Has the server answer, or finds it out without one. */
    final Message ask(RepoPath path, Question question, Selection selection) throws IOException, WrongUsage {
        Inquirer inquirer = new Inquirer(server(), offline, around().offline());
        try (Inquiry inquiry = Inquiry.ofTrash(question, selection)) {
            return listen(
                    question.word() + " " + path,
                    finding -> {},
                    "; what was begun is ended",
                    listener -> inquirer.ask(path, inquiry, listener));
        }
    }

    /** Prints an answer, or says why there is none. */
    final <T extends Message> int told(Message last, Class<T> type, Screen<T> screen) throws IOException {
        return told(last, output, type, screen, view -> ExitCode.OK);
    }

    /** Brings files back, and says which. */
    final int restore(RepoPath path, Selection selection) throws IOException, WrongUsage {
        return told(
                ask(path, Question.RESTORE, selection),
                output,
                RestoreView.class,
                RestoreScreen::text,
                view -> view.missing() == 0 ? ExitCode.OK : ExitCodes.ATTENTION);
    }
}
