package packhouse.server;

/** The owner asked for something that cannot be; the message names the cure. Ends the process with exit code 78. */
final class BadConfiguration extends Exception {

    private static final long serialVersionUID = 1;

    BadConfiguration(String message) {
        super(message);
    }

    BadConfiguration(String message, Throwable cause) {
        super(message, cause);
    }
}
