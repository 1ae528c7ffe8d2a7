package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;

/**
 * Any number of pairs of ints in the order in which they came: few in memory, more in a temporary file. Used by one thread; first all
 * are added, then they are read, as often as one likes.
 */
final class Pairs implements Closeable {

    /** Bytes that are kept in memory and written at once. */
    private static final int BUFFER = 64 * 1024;

    private static final int WIDTH = 2 * Integer.BYTES;

    private final Spill spill;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private int at;
    private long read;
    private long count;

    Pairs(Scratch scratch) {
        this.spill = new Spill(scratch);
    }

    /** How many were added. */
    long count() {
        return count;
    }

    void add(int first, int second) throws IOException {
        if (filled == BUFFER) {
            spill.write(buffer, filled);
            filled = 0;
        }
        Bytes.putInt(buffer, filled, first);
        Bytes.putInt(buffer, filled + Integer.BYTES, second);
        filled += WIDTH;
        count++;
    }

    /** Ends the adding, and goes before the first pair. */
    void rewind() throws IOException {
        if (spill.size() > 0 && spill.size() < count * WIDTH) {
            spill.write(buffer, filled);
        }
        if (spill.size() > 0) {
            filled = 0;
        }
        read = 0;
        at = -WIDTH;
    }

    /** Goes to the next pair; false if there is none left. */
    boolean next() throws IOException {
        at += WIDTH;
        if (at < filled) {
            return true;
        }
        filled = spill.size() == 0 ? filled : (int) Math.min(BUFFER, spill.size() - read);
        if (filled == 0 || spill.size() == 0) {
            return false;
        }
        spill.read(read, buffer, filled);
        read += filled;
        at = 0;
        return true;
    }

    int first() {
        return Bytes.getInt(buffer, at);
    }

    int second() {
        return Bytes.getInt(buffer, at + Integer.BYTES);
    }

    /** Removes the temporary file, if there is one. */
    @Override
    public void close() throws IOException {
        spill.close();
    }
}
