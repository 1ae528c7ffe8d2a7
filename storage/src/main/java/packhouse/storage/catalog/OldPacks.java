package packhouse.storage.catalog;

import java.io.IOException;

/** The packs of an old generation with the listings of each, in the order of their ids. Used by one thread. */
final class OldPacks {

    private final Records rows;
    private final Records listings;
    private final int[] indexes;
    private int number = -1;
    private boolean hasListing;

    /**
     * Before the first one.
     *
     * @param rows {@link Part#PACKS}
     * @param listings {@link Part#LISTINGS}
     * @param indexes new numbers of index files by old number, -1 for those that are gone
     */
    OldPacks(Records rows, Records listings, int[] indexes) throws IOException {
        this.rows = rows;
        this.listings = listings;
        this.indexes = indexes;
        this.hasListing = listings.next();
    }

    boolean next() throws IOException {
        number++;
        return rows.next();
    }

    /** The old number of the pack. */
    int number() {
        return number;
    }

    /** What a {@link PackRow} lies in. */
    byte[] array() {
        return rows.array();
    }

    /** Where it begins there. */
    int at() {
        return rows.at();
    }

    /** Tells the group the row and its listings; once for each pack. */
    void tell(PackGroup group) throws IOException {
        int figures = at() + PackRow.FIGURES;
        group.old(Figures.get(array(), figures), Figures.flags(array(), figures));
        while (hasListing && Bytes.getInt(listings.array(), listings.at()) == number) {
            int listing = Bytes.getInt(listings.array(), listings.at() + Integer.BYTES);
            group.oldListing(indexes[listing & ~ListingCursor.MARKED], listing < 0);
            hasListing = listings.next();
        }
    }
}
