package packhouse.storage.repack;

import java.util.BitSet;
import java.util.stream.IntStream;

/** What has become of the packs of a plan by now, or is about to. A few bits a pack. Used by one thread. */
final class Fates {

    private final Order order;
    private final BitSet replaced = new BitSet();
    private final BitSet left = new BitSet();
    private int begin;
    private int end;

    Fates(Order order) {
        this.order = order;
    }

    /** A batch begins; gives its packs that can still be rewritten, in their order. */
    IntStream begin(Order.Extent batch) {
        begin = batch.begin();
        end = batch.end();
        return IntStream.range(begin, end).map(order::pack).filter(pack -> !left.get(pack));
    }

    /**
     * The pack was replaced, or is about to be: each of its blobs is in a pack that this run wrote, or in one that stays and was read.
     * Whoever relied on that must begin again if the pack is {@link #left} after all.
     */
    void replaced(int pack) {
        replaced.set(pack);
    }

    /** The pack stays, whatever was planned. */
    void left(int pack) {
        left.set(pack);
        replaced.clear(pack);
    }

    boolean isReplaced(int pack) {
        return replaced.get(pack);
    }

    /** Whether the pack is not rewritten, neither now nor later in this run. */
    boolean stays(int pack) {
        return order.place(pack) < 0 || left.get(pack);
    }

    /** Whether the pack is rewritten in the batch that has begun. */
    boolean isInBatch(int pack) {
        int place = order.place(pack);
        return place >= begin && place < end && !left.get(pack);
    }

    /** The place of a pack in the order, -1 if it is not in it. */
    int place(int pack) {
        return order.place(pack);
    }
}
