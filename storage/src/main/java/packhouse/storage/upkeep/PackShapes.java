package packhouse.storage.upkeep;

import java.util.Arrays;
import java.util.BitSet;

/** What index and store tell about each pack as a whole, by its number. Five bytes a pack: 30 MB for six million. */
final class PackShapes {

    /** Clients make no packs smaller than this on purpose. Source: restic's {@code --pack-size}. */
    private static final long SMALLEST_TARGET = 4 << 20;

    private static final int HALF = 16;
    private static final int LOW = (1 << HALF) - 1;

    private final int[] sizes;
    private final BitSet data;
    private final BitSet trees;
    private final BitSet plain;
    private final BitSet stored;

    PackShapes(int count) {
        sizes = new int[count];
        data = new BitSet(count);
        trees = new BitSet(count);
        plain = new BitSet(count);
        stored = new BitSet(count);
    }

    /** Sets what is known of a pack: the size that follows from its entries, what it holds, and whether its file is there. */
    void set(int pack, long size, boolean hasData, boolean hasTrees, boolean hasPlain, boolean isStored) {
        sizes[pack] = (int) size;
        data.set(pack, hasData);
        trees.set(pack, hasTrees);
        plain.set(pack, hasPlain);
        stored.set(pack, isStored);
    }

    /** The file of a pack is there after all. */
    void found(int pack) {
        stored.set(pack);
    }

    /** Packs, whether or not an index lists them still: see {@link #isListed}. */
    int count() {
        return sizes.length;
    }

    /** Whether an index lists blobs of it; what is only marked to be deleted has none. */
    boolean isListed(int pack) {
        return data.get(pack) || trees.get(pack);
    }

    /** Bytes of the pack by its entries, its header included, below 4 GiB. */
    long size(int pack) {
        return Integer.toUnsignedLong(sizes[pack]);
    }

    boolean isData(int pack) {
        return !trees.get(pack);
    }

    boolean isTree(int pack) {
        return !data.get(pack);
    }

    boolean isMixed(int pack) {
        return data.get(pack) && trees.get(pack);
    }

    boolean hasPlain(int pack) {
        return plain.get(pack);
    }

    boolean isStored(int pack) {
        return stored.get(pack);
    }

    /**
     * The size below which restic's prune takes a pack for small: four fifths of what 97 of 100 packs reach, and of 4 MiB at
     * least. Source: {@code calculateTargetPacksize} of restic 0.19.
     */
    long smallLimit() {
        long listed = 0;
        for (int pack = 0; pack < sizes.length; pack++) {
            listed += isListed(pack) ? 1 : 0;
        }
        return listed == 0 ? 0 : Math.max(SMALLEST_TARGET, sizeAt(listed * 3 / 100)) * 4 / 5;
    }

    /** The size at this place if all were in order; found by its two halves, for which a count of each value is enough. */
    private long sizeAt(long place) {
        long[] counts = new long[1 << HALF];
        for (int pack = 0; pack < sizes.length; pack++) {
            counts[sizes[pack] >>> HALF] += isListed(pack) ? 1 : 0;
        }
        long left = place;
        int high = 0;
        while (left >= counts[high]) {
            left -= counts[high++];
        }
        Arrays.fill(counts, 0);
        for (int pack = 0; pack < sizes.length; pack++) {
            counts[sizes[pack] & LOW] += isListed(pack) && sizes[pack] >>> HALF == high ? 1 : 0;
        }
        int low = 0;
        while (left >= counts[low]) {
            left -= counts[low++];
        }
        return ((long) high << HALF) | low;
    }
}
