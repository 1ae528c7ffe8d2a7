package packhouse.server.cli;

/** The command was given in a way that it cannot be carried out; the message names the cure. Ends in exit code 2. */
final class WrongUsage extends Exception {

    WrongUsage(String message) {
        super(message);
    }
}
