package packhouse.server.keys;

import java.io.IOException;

/** A password that stands ready cannot be read, or could be read by too many; the message says which and what to do. */
public final class UnusablePasswordException extends IOException {

    private static final long serialVersionUID = 1;

    UnusablePasswordException(String message) {
        super(message);
    }

    UnusablePasswordException(String message, IOException cause) {
        super(message, cause);
    }
}
