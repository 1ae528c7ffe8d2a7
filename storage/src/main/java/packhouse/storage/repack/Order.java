package packhouse.storage.repack;

import java.util.Arrays;
import java.util.List;

/** The packs that are rewritten, in the order in which that is done, and where each batch ends. */
final class Order {

    private static final int NONE = -1;

    private final int[] packs;
    private final int[] places;
    private final List<Extent> batches;

    /**
     * A batch of consecutive packs.
     *
     * @param begin place of the first
     * @param end place behind the last
     * @param read bytes that will be read
     * @param written bytes that will be written, as far as can be told
     */
    record Extent(int begin, int end, long read, long written) {}

    /**
     * An order.
     *
     * @param count of all packs there are
     * @param packs their numbers, all different
     */
    Order(int count, int[] packs, List<Extent> batches) {
        this.packs = packs.clone();
        this.places = places(count, packs);
        this.batches = List.copyOf(batches);
    }

    /** Where each pack stands in the order; -1 if it does not. */
    static int[] places(int count, int... packs) {
        int[] places = new int[count];
        Arrays.fill(places, NONE);
        for (int place = 0; place < packs.length; place++) {
            places[packs[place]] = place;
        }
        return places;
    }

    /** The number of the pack at a place. */
    int pack(int place) {
        return packs[place];
    }

    /** The place of a pack, -1 if it is none that is rewritten. */
    int place(int pack) {
        return places[pack];
    }

    int batches() {
        return batches.size();
    }

    Extent batch(int number) {
        return batches.get(number);
    }
}
