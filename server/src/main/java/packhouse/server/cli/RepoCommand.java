package packhouse.server.cli;

import java.io.IOException;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.FindingView;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Views.Problem;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What the commands that look into a repository have in common: the password, and that they need no server.
 *
 * @param <T> the summary that answers
 */
@SuppressWarnings("NullAway.Init")
abstract class RepoCommand<T extends Message> extends RepositoryCommand {

    private final Question question;
    private final Class<T> summary;

    @Mixin
    private RepositoryPassword password;

    @Option(names = "--offline", description = "Read the directory itself, even if a server runs; nothing is changed.")
    private boolean offline;

    @Mixin
    private Output output;

    RepoCommand(Surroundings around, Question question, Class<T> summary) {
        super(around);
        this.question = question;
        this.summary = summary;
    }

    /** The summary for people. */
    abstract String text(T summary);

    /** The exit code that the summary deserves. */
    abstract int exitCode(T summary);

    /** Prints what was found, as soon as it was. */
    void found(FindingView finding) {}

    /** Which packs to read as a whole. */
    String readData() throws WrongUsage {
        return Inquiry.NO_DATA;
    }

    /** What to ask the person at the terminal. */
    String prompt() {
        return "Repository password of " + repository() + ": ";
    }

    /** Whether the answer is, or could be more, with a password. A server that holds the key needs none. */
    boolean isSealed(Message answer) {
        return answer instanceof Problem problem && problem.code().equals(Trouble.SEALED.code());
    }

    /** What the password that was given means. */
    Optional<Secret> accepted(Optional<Secret> given) {
        return given;
    }

    @Override
    final int run(RepoPath path) throws IOException, WrongUsage {
        return told(ask(path), output, summary, this::text, this::exitCode);
    }

    private Message ask(RepoPath path) throws IOException, WrongUsage {
        String data = readData();
        Optional<Secret> given = accepted(password.given(around()));
        Message answer = ask(path, data, given);
        if (given.isPresent() || !isSealed(answer)) {
            return answer;
        }
        Optional<Secret> typed = accepted(RepositoryPassword.typed(around(), prompt()));
        return typed.isPresent() ? ask(path, data, typed) : answer;
    }

    /** Asks once; the password is wiped. */
    private Message ask(RepoPath path, String data, Optional<Secret> secret) throws IOException, WrongUsage {
        Inquirer inquirer = new Inquirer(server(), offline, around().offline());
        try (Inquiry inquiry = new Inquiry(question, data, secret)) {
            return listen(
                    question.word() + " " + path,
                    output.isJson() ? finding -> {} : this::found,
                    ", nothing was changed",
                    listener -> inquirer.ask(path, inquiry, listener));
        }
    }
}
