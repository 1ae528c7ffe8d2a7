package packhouse.storage.repack;

import java.util.BitSet;

/** What index and store tell about each pack, by its number. Five bytes a pack, and as many again for what is decided about it. */
final class PackFacts {

    private final int[] sizes;
    private final int[] entries;
    private final BitSet data;
    private final BitSet trees;
    private final BitSet plain;
    private final BitSet compressed;
    private final BitSet usable;
    private final Hindrance[] hindrances;

    PackFacts(int count) {
        sizes = new int[count];
        entries = new int[count];
        data = new BitSet(count);
        trees = new BitSet(count);
        plain = new BitSet(count);
        compressed = new BitSet(count);
        usable = new BitSet(count);
        hindrances = new Hindrance[count];
    }

    /** What a pack holds, by the index. */
    record Content(boolean data, boolean trees, boolean plain, boolean compressed) {}

    /** Sets what is known of a pack that an index lists: its bytes, below 4 GiB, its blobs, and what they are. */
    void set(int pack, long size, int blobs, Content content) {
        sizes[pack] = (int) size;
        entries[pack] = blobs;
        data.set(pack, content.data());
        trees.set(pack, content.trees());
        plain.set(pack, content.plain());
        compressed.set(pack, content.compressed());
        usable.set(pack);
    }

    /** It cannot be rewritten. The first reason counts. */
    @SuppressWarnings("NullAway") // An array of a million Optionals would be a waste.
    void hinder(int pack, Hindrance why) {
        if (hindrances[pack] == null) {
            hindrances[pack] = why;
        }
    }

    /** Nobody can rely on what the index tells of it. */
    void disable(int pack, Hindrance why) {
        hinder(pack, why);
        usable.clear(pack);
    }

    int count() {
        return sizes.length;
    }

    /** Bytes of the pack by its entries, its header included. */
    long size(int pack) {
        return Integer.toUnsignedLong(sizes[pack]);
    }

    int entries(int pack) {
        return entries[pack];
    }

    /** Whether an index lists blobs of it. */
    boolean isListed(int pack) {
        return data.get(pack) || trees.get(pack);
    }

    boolean isMixed(int pack) {
        return data.get(pack) && trees.get(pack);
    }

    /** Whether any of its blobs is a tree. */
    boolean hasTrees(int pack) {
        return trees.get(pack);
    }

    boolean hasPlain(int pack) {
        return plain.get(pack);
    }

    boolean hasCompressed(int pack) {
        return compressed.get(pack);
    }

    /** Whether its file is there and as long as it should be, and all index files agree about it. */
    boolean isUsable(int pack) {
        return usable.get(pack);
    }

    boolean isHindered(int pack) {
        return hindrances[pack] != null;
    }

    /** Why it cannot be rewritten. */
    Hindrance hindrance(int pack) {
        return hindrances[pack];
    }
}
