package packhouse.storage.history;

import java.io.IOException;

/** Something to do with live files. */
@FunctionalInterface
public interface Deed<T> {

    /** Does it. */
    T run() throws IOException;
}
