package packhouse.server.inspect;

import java.io.IOException;

/** What was asked needs the password of the repository, and the server does not hold its key, or does not any more. */
public final class SealedException extends IOException {

    private static final long serialVersionUID = 1;

    /** The message says what needs the password. */
    public SealedException(String message) {
        super(message);
    }
}
