package packhouse.storage.catalog;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import packhouse.protocol.FileId;

/**
 * Numbers the packs: those of an old generation that an index file still names, and those that index files name which are read now.
 * Used once, by one thread.
 */
final class PackMerge {

    private final Tape rows;
    private final RowWriter listings;
    private final int[] oldPacks;
    private final BitSet contradictory = new BitSet();
    private final PackGroup group = new PackGroup();
    private final byte[] row = new byte[PackRow.BYTES];
    private final byte[] pair = new byte[2 * Integer.BYTES];
    private boolean known = true;
    private int count;

    /**
     * A merge.
     *
     * @param rows takes a {@link PackRow} for each pack; the figures of contradictory packs are not right yet
     * @param listings takes the new {@link Part#LISTINGS}
     * @param oldPacks to be filled: the new number of a pack by its old one, -1 if the old rows of its blobs are not true any more
     */
    PackMerge(Tape rows, RowWriter listings, int[] oldPacks) {
        this.rows = rows;
        this.listings = listings;
        this.oldPacks = oldPacks;
    }

    /** Does it. */
    void run(OldPacks old, FreshPacks fresh) throws IOException {
        boolean hasOld = old.next();
        while (hasOld || fresh.hasNext()) {
            int order = order(hasOld, old, fresh);
            group.clear();
            if (order <= 0) {
                System.arraycopy(old.array(), old.at(), row, 0, FileId.BYTES);
                old.tell(group);
                oldPacks[old.number()] = group.keepsOldRows() ? count : -1;
                hasOld = old.next();
            } else {
                System.arraycopy(fresh.array(), fresh.at(), row, 0, FileId.BYTES);
            }
            if (order >= 0) {
                fresh.tell(group, count);
            }
            end();
        }
    }

    /** Negative if the next one is old only, positive if it is fresh only. */
    private static int order(boolean hasOld, OldPacks old, FreshPacks fresh) {
        if (!hasOld || !fresh.hasNext()) {
            return hasOld ? -1 : 1;
        }
        return Arrays.compareUnsigned(
                old.array(), old.at(), old.at() + FileId.BYTES, fresh.array(), fresh.at(), fresh.at() + FileId.BYTES);
    }

    private void end() throws IOException {
        known &= group.isKnown();
        group.settle();
        if (!group.isThere()) {
            return;
        }
        for (int i = 0; i < group.count(); i++) {
            Bytes.putInt(pair, 0, count);
            Bytes.putInt(pair, Integer.BYTES, group.listing(i));
            listings.add(pair, 0);
        }
        contradictory.set(count, group.isContradictory());
        group.put(row);
        rows.add(row, 0);
        if (++count > BlobRow.PACK) {
            throw new IOException("the index names more than " + BlobRow.PACK + " packs");
        }
    }

    /** Whether everything was known that is needed; if not, all index files have to be read. */
    boolean isKnown() {
        return known;
    }

    /** Packs about which lists differ. */
    BitSet contradictory() {
        return contradictory;
    }
}
