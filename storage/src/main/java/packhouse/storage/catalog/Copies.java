package packhouse.storage.catalog;

import java.io.IOException;
import java.util.Arrays;

/** The places of one blob. Used by one thread, again for each blob. */
final class Copies {

    /** 16 MiB for one blob; what says that there are more is broken, for each would lie in a pack or at a place of its own. */
    static final int MOST = 1 << 20;

    private static final long LOW = 0xffff_ffffL;

    private long[] places = new long[4];
    private long[] lengths = new long[4];
    private int count;

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /** Adds the place that begins at {@code at}, but in a pack with this number. */
    void add(int pack, byte[] place, int at) throws IOException {
        add(pack, Bytes.getUnsigned(place, at + 4), Bytes.getLong(place, at + 8));
    }

    /** Adds a place of another blob's, but in a pack with this number. */
    void add(int pack, Copies from, int i) throws IOException {
        add(pack, from.offset(i), from.lengths[i]);
    }

    private void add(int pack, long offset, long length) throws IOException {
        if (count == MOST) {
            throw new IOException("the index lists one blob at more than " + MOST + " places");
        }
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        places[count] = (long) pack << Integer.SIZE | offset;
        lengths[count] = length;
        count++;
    }

    /** Orders them by pack, offset and lengths, and leaves one of each that are equal. */
    void sortDistinct() {
        if (count < 2) {
            return;
        }
        for (int gap = count / 2; gap > 0; gap /= 2) {
            for (int i = gap; i < count; i++) {
                sink(i, gap);
            }
        }
        int kept = 1;
        for (int i = 1; i < count; i++) {
            if (compare(i, places[kept - 1], lengths[kept - 1]) != 0) {
                places[kept] = places[i];
                lengths[kept++] = lengths[i];
            }
        }
        count = kept;
    }

    /** One step of Shell's sort: needs no memory, and nearly always there are two or three. */
    private void sink(int from, int gap) {
        long place = places[from];
        long length = lengths[from];
        int to = from;
        while (to >= gap && compare(to - gap, place, length) > 0) {
            places[to] = places[to - gap];
            lengths[to] = lengths[to - gap];
            to -= gap;
        }
        places[to] = place;
        lengths[to] = length;
    }

    private int compare(int i, long place, long length) {
        int order = Long.compareUnsigned(places[i], place);
        return order != 0 ? order : Long.compareUnsigned(lengths[i], length);
    }

    int pack(int i) {
        return (int) (places[i] >>> Integer.SIZE);
    }

    long offset(int i) {
        return places[i] & LOW;
    }

    long length(int i) {
        return lengths[i] >>> Integer.SIZE;
    }

    long rawLength(int i) {
        return lengths[i] & LOW;
    }

    /** Writes one as 16 bytes, with bits for the kind and more copies. */
    void put(int i, int bits, byte[] to, int at) {
        Bytes.putInt(to, at, pack(i) | bits);
        Bytes.putInt(to, at + 4, (int) places[i]);
        Bytes.putLong(to, at + 8, lengths[i]);
    }
}
