package packhouse.storage.upkeep;

import java.util.BitSet;

/** Which packs hold copies that stay, and what in each pack would go. Four bytes a pack, or eight if copies are counted, too. */
final class Selection {

    private final BitSet keeping;
    private final int[] dropped;
    private final int[] droppedCopies;
    private long droppedBytes;

    /** {@code counting}: whether copies are counted as well as bytes. */
    Selection(int packs, boolean counting) {
        keeping = new BitSet(packs);
        dropped = new int[packs];
        droppedCopies = new int[counting ? packs : 0];
    }

    /** A copy in this pack stays. */
    void keep(int pack) {
        keeping.set(pack);
    }

    /** A copy in this pack goes. A pack is smaller than 4 GiB, so its sum is. */
    void drop(int pack, long length) {
        dropped[pack] += (int) length;
        if (droppedCopies.length > 0) {
            droppedCopies[pack]++;
        }
        droppedBytes += length;
    }

    /** Whether anything in it stays. */
    boolean keeps(int pack) {
        return keeping.get(pack);
    }

    /** Bytes in it that go. */
    long dropped(int pack) {
        return Integer.toUnsignedLong(dropped[pack]);
    }

    /** Copies in it that go. */
    int droppedCopies(int pack) {
        return droppedCopies[pack];
    }

    /** Bytes that go in all packs. */
    long droppedBytes() {
        return droppedBytes;
    }
}
