package packhouse.storage.catalog;

import java.io.IOException;
import java.util.Optional;

/** The blobs of an old generation, if there is one, with the places that are still true. Used by one thread. */
final class OldBlobs {

    private final Optional<BlobCursor> blobs;
    private final int[] packs;

    /**
     * Before the first one.
     *
     * @param packs new numbers of packs by old number, -1 for those that are gone
     */
    OldBlobs(Optional<BlobCursor> blobs, int[] packs) {
        this.blobs = blobs;
        this.packs = packs;
    }

    boolean next() throws IOException {
        return blobs.isPresent() && blobs.get().next();
    }

    /** There is one wherever something lies. */
    private BlobCursor cursor() {
        return blobs.orElseThrow();
    }

    /** The old ordinal of the blob. */
    int ordinal() {
        return cursor().ordinal();
    }

    /** What a {@link BlobRow} of the blob lies in. */
    byte[] array() {
        return cursor().array();
    }

    /** Where it begins there. */
    int at() {
        return cursor().at();
    }

    /** Adds the places of the blob, as the new generation calls the packs. */
    void tell(Copies places) throws IOException {
        Copies old = cursor().places();
        for (int i = 0; i < old.count(); i++) {
            int pack = packs[old.pack(i)];
            if (pack >= 0) {
                places.add(pack, old, i);
            }
        }
    }
}
