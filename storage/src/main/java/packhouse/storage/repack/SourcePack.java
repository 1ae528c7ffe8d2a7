package packhouse.storage.repack;

import java.util.List;
import packhouse.protocol.FileId;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.Source;

/**
 * A pack that is being rewritten, open.
 *
 * @param number in the catalog, or {@link #RIDER}
 * @param entries what its header lists, and the index as well
 */
record SourcePack(int number, FileId id, Source file, List<PackEntry> entries) {

    /** In place of a number: this run wrote the pack, and the catalog does not know it. */
    static final int RIDER = -1;

    /** Whether an earlier batch of this run wrote it and it is not full. */
    boolean isRider() {
        return number == RIDER;
    }
}
