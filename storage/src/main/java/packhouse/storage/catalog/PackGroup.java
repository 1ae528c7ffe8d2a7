package packhouse.storage.catalog;

import java.util.Arrays;

/**
 * All that is known about one pack while tables are made: its old row, the old listings of it that are still true, and what index
 * files tell that are read now. Used by one thread, again for each pack.
 */
final class PackGroup {

    private final Opinion live = new Opinion();
    private final Opinion marked = new Opinion();
    private int[] listings = new int[4];
    private int count;

    private Figures oldFigures = Figures.NONE;
    private int oldFlags;
    private boolean keepsOldRows;
    private boolean keptOldList;
    private boolean lostOldList;
    private boolean lacksFigures;

    void clear() {
        live.clear();
        marked.clear();
        count = 0;
        oldFigures = Figures.NONE;
        oldFlags = 0;
        keepsOldRows = false;
        keptOldList = false;
        lostOldList = false;
        lacksFigures = false;
    }

    /** The old row, before its listings. */
    void old(Figures figures, int flags) {
        oldFigures = figures;
        oldFlags = flags;
    }

    /**
     * A listing of the old generation.
     *
     * @param index the number of the index file in the new one, -1 if it is gone
     */
    void oldListing(int index, boolean isMarked) {
        boolean tellsFigures = isMarked == hasOld(PackRow.MARKED);
        if (index < 0) {
            lostOldList |= tellsFigures;
            return;
        }
        if (tellsFigures) {
            keptOldList = true;
            (isMarked ? marked : live).add(oldFigures, hasOld(PackRow.CONTRADICTORY));
        } else {
            // A pack that was live when it was also marked: nobody kept what the mark told.
            lacksFigures = true;
        }
        keepsOldRows |= !isMarked;
        addListing(index, isMarked);
    }

    private boolean hasOld(int flag) {
        return (oldFlags & flag) != 0;
    }

    /** What an index file tells that is read now. */
    void fresh(int index, boolean isMarked, Figures figures) {
        (isMarked ? marked : live).add(figures, false);
        addListing(index, isMarked);
    }

    private void addListing(int index, boolean isMarked) {
        if (count == listings.length) {
            listings = Arrays.copyOf(listings, 2 * count);
        }
        listings[count++] = index | (isMarked ? ListingCursor.MARKED : 0);
    }

    /** Orders the listings and leaves one of each that are equal. */
    void settle() {
        Arrays.sort(listings, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || listings[i] != listings[kept - 1]) {
                listings[kept++] = listings[i];
            }
        }
        count = kept;
    }

    /**
     * Whether what is known is enough. It is not when index files that told different things about a pack are not all there any
     * more: which of them told what was not kept, because it hardly ever happens.
     */
    boolean isKnown() {
        boolean unclear = hasOld(PackRow.CONTRADICTORY) && lostOldList && keptOldList;
        return !unclear && !(lacksFigures && live.isEmpty());
    }

    /** Whether any index file names it still. */
    boolean isThere() {
        return count > 0;
    }

    /** Whether the old rows of its blobs are still true. */
    boolean keepsOldRows() {
        return keepsOldRows;
    }

    int count() {
        return count;
    }

    /** The {@code i}th listing as the second number of a row in {@link Part#LISTINGS}. */
    int listing(int i) {
        return listings[i];
    }

    /** Whether lists of blobs that are live differ. */
    boolean isContradictory() {
        return live.isContradictory();
    }

    /** Writes figures and flags. */
    void put(byte[] row) {
        Opinion counts = live.isEmpty() ? marked : live;
        int flags = live.isEmpty() ? PackRow.MARKED : 0;
        flags |= counts.isContradictory() ? PackRow.CONTRADICTORY : 0;
        flags |= liveListings() > 1 ? PackRow.REPEATED : 0;
        counts.figures().put(row, PackRow.FIGURES, flags);
    }

    private long liveListings() {
        return Arrays.stream(listings, 0, count).filter(listing -> listing >= 0).count();
    }
}
