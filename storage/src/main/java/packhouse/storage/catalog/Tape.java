package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;

/** Records in the order in which they were added, in a temporary file; first all are added, then they are read. Used by one thread. */
final class Tape implements Closeable {

    /** Bytes that are written and read at once. */
    private static final int PIECE = 64 * 1024;

    private final Spill spill;
    private final int width;
    private final byte[] piece;
    private int filled;

    Tape(Scratch scratch, int width) {
        this.spill = new Spill(scratch);
        this.width = width;
        this.piece = new byte[PIECE / width * width];
    }

    /** Takes a copy of the record that begins at {@code offset}. */
    void add(byte[] record, int offset) throws IOException {
        System.arraycopy(record, offset, piece, filled, width);
        filled += width;
        if (filled == piece.length) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (filled > 0) {
            spill.write(piece, filled);
            filled = 0;
        }
    }

    /** All records; none may be added afterwards. */
    Records read() throws IOException {
        flush();
        return new SortedRun(spill, width, 0, spill.size(), PIECE);
    }

    /** Removes the temporary file. */
    @Override
    public void close() throws IOException {
        spill.close();
    }
}
