package packhouse.storage.catalog;

import java.io.IOException;

/** The blobs that index files name which are read now, in the order of ids and kinds. Used by one thread. */
final class FreshBlobs {

    private final Records rows;
    private final int[] packs;
    private boolean hasRow;

    /**
     * Before the first one.
     *
     * @param rows a {@link BlobRow} for each entry, in which the number of the listing stands for the pack
     * @param packs numbers of packs by number of the listing, -1 for listings that do not count
     */
    FreshBlobs(Records rows, int[] packs) throws IOException {
        this.rows = rows;
        this.packs = packs;
        this.hasRow = rows.next();
    }

    /** Whether there is one. */
    boolean hasNext() {
        return hasRow;
    }

    /** What a {@link BlobRow} of the blob lies in. */
    byte[] array() {
        return rows.array();
    }

    /** Where it begins there. */
    int at() {
        return rows.at();
    }

    /**
     * Adds all places of a blob and goes on to the next blob.
     *
     * @param key a row of the blob, outside of what is gone through here
     */
    void tell(byte[] key, Copies places) throws IOException {
        do {
            int place = at() + BlobRow.PLACE;
            int pack = packs[Bytes.getInt(array(), place) & BlobRow.PACK];
            if (pack >= 0) {
                places.add(pack, array(), place);
            }
            hasRow = rows.next();
        } while (hasRow && BlobRow.compare(array(), at(), key, 0) == 0);
    }
}
