package packhouse.server.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Trouble;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands have in common that change a repository as a whole: the password, which they may use twice, and that they need no server. */
@SuppressWarnings("NullAway.Init")
abstract class ManagingCommand extends RepositoryCommand {

    private final Person person;

    @Mixin
    private RepositoryPassword password;

    @Option(names = "--offline", description = "Work in this process, on a directory that no server holds.")
    private boolean offline;

    @Mixin
    private Output output;

    ManagingCommand(Surroundings around, Person person) {
        super(around);
        this.person = person;
    }

    /** The password that an option or a variable gives, empty if none does; the caller wipes it. */
    final Optional<Secret> given() throws IOException, WrongUsage {
        return password.given(around());
    }

    /** What the person at the terminal types, empty if nobody sits there; the caller wipes it. */
    final Optional<Secret> asked() {
        return RepositoryPassword.typed(around(), "Repository password of " + repository() + ": ");
    }

    /** Says that there is no password. */
    final int sealed() {
        return failed(
                Trouble.exitCode(Trouble.SEALED.code()),
                "this needs the repository password of " + repository() + ". Cure: --password-file FILE, or"
                        + " --password-stdin");
    }

    /** Asks once; {@code inquiry} gets a copy of the password, which is wiped with it. */
    final Message ask(RepoPath path, Optional<Secret> secret, Function<Optional<Secret>, Inquiry> inquiry)
            throws IOException, WrongUsage {
        Inquirer inquirer = new Inquirer(server(), offline, around().offline());
        Optional<Secret> copy = secret.map(known -> new Secret(known.bytes().clone()));
        try (Inquiry asked = inquiry.apply(copy)) {
            return listen(
                    asked.question().word() + " " + path,
                    finding -> {},
                    "; what was begun is done as a whole, or not at all",
                    listener -> inquirer.ask(path, asked, listener));
        }
    }

    /** Whether the person says yes. */
    final boolean agrees(String question) throws WrongUsage {
        Optional<String> answer = person.answer(question + " [y/N] ");
        if (answer.isEmpty()) {
            throw new WrongUsage("nobody is there to be asked. Cure: --yes");
        }
        String word = answer.get().strip();
        return word.equalsIgnoreCase("y") || word.equalsIgnoreCase("yes");
    }

    final Output output() {
        return output;
    }
}
