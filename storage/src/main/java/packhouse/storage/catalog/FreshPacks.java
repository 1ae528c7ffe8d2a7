package packhouse.storage.catalog;

import java.io.IOException;
import java.util.Arrays;
import packhouse.protocol.FileId;

/** The packs that index files name which are read now, in the order of their ids. Used by one thread. */
final class FreshPacks {

    private final Records listings;
    private final int[] indexes;
    private final int[] packs;
    private final byte[] id = new byte[FileId.BYTES];
    private boolean hasListing;

    /**
     * Before the first one.
     *
     * @param listings a {@link Listing} for each that was read, ordered
     * @param indexes new numbers of index files by their number in a listing, -1 for those that could not be read to their end
     * @param packs to be filled: the number of the pack by the number of the listing, -1 if its blobs do not count
     */
    FreshPacks(Records listings, int[] indexes, int[] packs) throws IOException {
        this.listings = listings;
        this.indexes = indexes;
        this.packs = packs;
        this.hasListing = listings.next();
    }

    /** Whether there is one. */
    boolean hasNext() {
        return hasListing;
    }

    /** What its id lies in. */
    byte[] array() {
        return listings.array();
    }

    /** Where it begins there. */
    int at() {
        return listings.at();
    }

    /**
     * Tells the group all listings of the pack and goes on to the next pack.
     *
     * @param number the pack has if any of them counts
     */
    void tell(PackGroup group, int number) throws IOException {
        System.arraycopy(array(), at(), id, 0, id.length);
        do {
            int figures = at() + Listing.FIGURES;
            boolean marked = (Figures.flags(array(), figures) & PackRow.MARKED) != 0;
            int index = indexes[Bytes.getInt(array(), at() + Listing.INDEX)];
            if (index >= 0) {
                group.fresh(index, marked, Figures.get(array(), figures));
            }
            packs[Bytes.getInt(array(), at() + Listing.NUMBER)] = index < 0 || marked ? -1 : number;
            hasListing = listings.next();
        } while (hasListing && Arrays.equals(id, 0, id.length, array(), at(), at() + id.length));
    }
}
