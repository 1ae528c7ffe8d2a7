package packhouse.storage.catalog;

/**
 * Where the blobs of an older catalog stand in a newer one. Both have the same order, so a bit for each blob on either side tells
 * everything: whether it is on the other side too. Used by one thread; first it is told everything, then it is asked.
 */
final class NewOrdinals implements Renumbering {

    /** How much the newer side grows at once, at the least: a megabyte. */
    private static final int STEP = 1 << 23;

    /** Blobs that are looked at together: few enough that a night's backup leaves most of them alone. */
    private static final int BLOCK_SHIFT = 8;

    /** In place of a distance where not all blobs of a block moved by the same. */
    private static final int DIFFERS = Integer.MIN_VALUE;

    private final Bits kept;
    private Bits seenBefore = new Bits(STEP);
    private Ranks keptRanks;
    private Ranks seenRanks;
    private int[] distances = {};

    /** Of an older catalog with so many blobs, of which none is in the newer one so far. */
    NewOrdinals(int older) {
        this.kept = new Bits(older);
        this.keptRanks = new Ranks(kept);
        this.seenRanks = new Ranks(seenBefore);
    }

    @Override
    public void kept(int older, int newer) {
        if (newer >= seenBefore.size()) {
            seenBefore = seenBefore.copy((int) Math.min(Integer.MAX_VALUE, newer + newer / 2L + STEP));
        }
        kept.set(older);
        seenBefore.set(newer);
    }

    @Override
    public void added(int newer) {
        // Zero bits say so.
    }

    @Override
    public void gone(int older) {
        // Zero bits say so.
    }

    /** No more will be told. */
    void finish() {
        keptRanks = new Ranks(kept);
        seenRanks = new Ranks(seenBefore);
        distances = new int[(kept.size() >>> BLOCK_SHIFT) + 1];
        for (int block = 0; block < distances.length; block++) {
            distances[block] = distance(block << BLOCK_SHIFT);
        }
    }

    /** How far all blobs of the block that begins there have moved. */
    private int distance(int first) {
        int end = Math.min(kept.size(), first + (1 << BLOCK_SHIFT));
        int rank = keptRanks.rank(first);
        if (first == end || keptRanks.rank(end) - rank != end - first) {
            return DIFFERS;
        }
        int now = seenRanks.select(rank);
        return seenRanks.select(rank + end - first - 1) - now == end - first - 1 ? now - first : DIFFERS;
    }

    /** The ordinal in the newer catalog, -1 if the blob is not there any more. */
    int of(int older) {
        int distance = distances[older >>> BLOCK_SHIFT];
        if (distance != DIFFERS) {
            return older + distance;
        }
        return kept.get(older) ? seenRanks.select(keptRanks.rank(older)) : -1;
    }
}
