package packhouse.server.cli;

import java.io.IOException;

/** Nobody answers there; the message says why. Ends in exit code 16. */
final class NotReachable extends IOException {

    NotReachable(String message, IOException cause) {
        super(message, cause);
    }
}
