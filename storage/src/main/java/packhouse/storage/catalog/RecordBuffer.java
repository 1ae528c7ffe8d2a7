package packhouse.storage.catalog;

import java.util.Arrays;

/**
 * As many records as fit a fixed memory, and their order. They lie in chunks, so that few records take little and more of them are
 * never copied; what is sorted are keys of five bytes together with the number of the record, which the JDK sorts fastest.
 */
final class RecordBuffer {

    private static final int CHUNK_BITS = 12;
    private static final int CHUNK = 1 << CHUNK_BITS;

    /** Bits of a key that are the number of the record, and so a limit for their count. */
    private static final int NUMBER_BITS = 24;

    private static final long NUMBER = (1L << NUMBER_BITS) - 1;

    /** Bytes of a record that one key holds. */
    private static final int STEP = 5;

    /** A key is read with eight bytes at once, so the last record of a chunk needs something behind it. */
    private static final int SLACK = 8;

    private static final byte[] NOTHING = {};

    private final int width;
    private final int capacity;
    private final byte[][] chunks;
    private long[] keys = {};
    private int count;

    /** For records of {@code width} bytes, in at most {@code memory} bytes. */
    RecordBuffer(int width, long memory) {
        this.width = width;
        this.capacity = (int) Math.max(1, Math.min(memory / (width + Long.BYTES), NUMBER + 1));
        this.chunks = new byte[(capacity + CHUNK - 1) / CHUNK][0];
    }

    boolean isFull() {
        return count == capacity;
    }

    int count() {
        return count;
    }

    /** Forgets the records and keeps the memory. */
    void clear() {
        count = 0;
    }

    /** Forgets the records and gives the memory back. */
    void release() {
        count = 0;
        keys = new long[0];
        Arrays.fill(chunks, NOTHING);
    }

    void add(byte[] record, int offset) {
        int chunk = count >>> CHUNK_BITS;
        if (chunks[chunk].length == 0) {
            chunks[chunk] = new byte[Math.min(CHUNK, capacity - (chunk << CHUNK_BITS)) * width + SLACK];
        }
        System.arraycopy(record, offset, chunks[chunk], at(count), width);
        count++;
    }

    /** Makes {@link #array} and {@link #position} follow the order of the records. */
    void sort() {
        if (keys.length < count) {
            keys = new long[count];
        }
        for (int i = 0; i < count; i++) {
            keys[i] = i;
        }
        sort(0, count, 0);
    }

    /** Sorts what is equal up to {@code depth} bytes: by the next five, and what is equal then by those behind. */
    private void sort(int from, int to, int depth) {
        for (int i = from; i < to; i++) {
            keys[i] = key(number(keys[i]), depth);
        }
        Arrays.sort(keys, from, to);
        if (depth + STEP >= width) {
            return;
        }
        for (int first = from; first < to; ) {
            int end = first + 1;
            while (end < to && keys[end] >>> NUMBER_BITS == keys[first] >>> NUMBER_BITS) {
                end++;
            }
            if (end - first > 1) {
                sort(first, end, depth + STEP);
            }
            first = end;
        }
    }

    /** The bytes from {@code depth} on, zeros behind the end of the record, and its number; never negative when compared. */
    private long key(int number, int depth) {
        long bytes = Bytes.getLong(chunks[number >>> CHUNK_BITS], at(number) + depth) >>> NUMBER_BITS;
        int beyond = Math.max(0, depth + STEP - width);
        long digits = bytes >>> (Byte.SIZE * beyond) << (Byte.SIZE * beyond);
        return (digits << NUMBER_BITS | number) ^ Long.MIN_VALUE;
    }

    private static int number(long key) {
        return (int) (key & NUMBER);
    }

    private int at(int number) {
        return (number & (CHUNK - 1)) * width;
    }

    /** What the record of this rank lies in. */
    byte[] array(int rank) {
        return chunks[number(keys[rank]) >>> CHUNK_BITS];
    }

    /** Where it begins there. */
    int position(int rank) {
        return at(number(keys[rank]));
    }
}
