package packhouse.server.cli;

import java.io.Console;
import java.util.Optional;

/** Asks a person for a password without showing it. */
@FunctionalInterface
interface PasswordPrompt {

    /** What was typed; empty if nobody sits there, or input ended. */
    Optional<char[]> ask(String question);

    /**
     * Asks on the terminal of this process, if it has one. Java 22 to 24 give a console without a terminal, too; it reads standard
     * input to its end, which comes out as nobody there.
     */
    @SuppressWarnings("SystemConsoleNull")
    static PasswordPrompt ofTerminal() {
        return question -> {
            Console console = System.console();
            return console == null ? Optional.empty() : Optional.ofNullable(console.readPassword("%s", question));
        };
    }
}
