package packhouse.server.http;

import java.io.IOException;

/** A file is stored, but what has to be seen to before its client may count on it is not; the client tries again. */
final class NotYetException extends IOException {

    private static final long serialVersionUID = 1;

    NotYetException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
