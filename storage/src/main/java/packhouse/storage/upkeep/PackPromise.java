package packhouse.storage.upkeep;

import java.io.IOException;
import java.util.List;
import packhouse.protocol.FileId;
import packhouse.storage.format.PackEntry;

/**
 * What the index says about a pack.
 *
 * @param fingerprint of its entries, see {@link packhouse.storage.catalog.PackTally}
 * @param entries the entries themselves, which cost more to find
 */
record PackPromise(FileId pack, long fingerprint, Entries entries) {

    /** Finds what the index lists. */
    @FunctionalInterface
    interface Entries {

        /** All of it, by offset. */
        List<PackEntry> find() throws IOException;
    }
}
