package packhouse.server.cli;

import java.io.Console;
import java.util.Optional;

/** Who sits at the terminal. */
@FunctionalInterface
interface Person {

    /** What the person answers to a question, empty if nobody sits there. */
    Optional<String> answer(String question);

    /** The one at the terminal of this process. */
    @SuppressWarnings("SystemConsoleNull") // where there is no terminal nobody answers
    static Optional<String> atTerminal(String question) {
        Console console = System.console();
        return console == null ? Optional.empty() : Optional.ofNullable(console.readLine("%s", question));
    }
}
