package packhouse.storage.upkeep;

import java.util.Arrays;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;

/** All places of one blob, and whether a snapshot needs it. Used again for each blob, by one thread. */
final class Places {

    private BlobKind kind = BlobKind.DATA;
    private boolean needed;
    private int count;
    private int[] packs = new int[4];
    private long[] lengths = new long[4];
    private long[] rawLengths = new long[4];

    /** Begins with the next blob. */
    void begin(BlobKind newKind, boolean isNeeded) {
        kind = newKind;
        needed = isNeeded;
        count = 0;
    }

    /** One more place; for the lengths see {@link PackEntry}. */
    void add(int pack, long length, long rawLength) {
        if (count == packs.length) {
            packs = Arrays.copyOf(packs, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
            rawLengths = Arrays.copyOf(rawLengths, 2 * count);
        }
        packs[count] = pack;
        lengths[count] = length;
        rawLengths[count++] = rawLength;
    }

    BlobKind kind() {
        return kind;
    }

    boolean isNeeded() {
        return needed;
    }

    int count() {
        return count;
    }

    int pack(int i) {
        return packs[i];
    }

    long length(int i) {
        return lengths[i];
    }

    boolean isPlain(int i) {
        return rawLengths[i] == 0;
    }

    long plainLength(int i) {
        return isPlain(i) ? lengths[i] - PackEntry.OVERHEAD : rawLengths[i];
    }

    /** The first of the shortest copies. */
    int shortest() {
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = lengths[i] < lengths[best] ? i : best;
        }
        return best;
    }

    /** Bytes of all copies. */
    long bytes() {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += lengths[i];
        }
        return bytes;
    }
}
