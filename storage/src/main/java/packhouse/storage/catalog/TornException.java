package packhouse.storage.catalog;

import java.io.IOException;

/** A file of the catalog is not what was once written: cut off, damaged, or of another repository. It has to be made anew. */
public final class TornException extends IOException {

    private static final long serialVersionUID = 1;

    /** What is wrong with a file, which the message names. */
    TornException(String message) {
        super(message);
    }
}
