package packhouse.storage.repository;

import java.io.IOException;

/** There is a quota, and what is on disk has not been counted yet: nobody can say whether an upload fits. */
public final class NotCountedException extends IOException {

    private static final long serialVersionUID = 1;

    NotCountedException(String file) {
        super(file + ": what is stored is still being counted");
    }
}
