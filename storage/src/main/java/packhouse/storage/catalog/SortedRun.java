package packhouse.storage.catalog;

import java.io.IOException;

/** Records that lie in order in a part of a temporary file, read in pieces. */
final class SortedRun implements Records {

    private final Spill spill;
    private final int width;
    private final byte[] buffer;
    private long position;
    private final long end;
    private int at;
    private int filled;

    /**
     * A part of a file.
     *
     * @param memory bytes for what is read ahead; one record is read at least
     */
    SortedRun(Spill spill, int width, long position, long end, long memory) {
        this.spill = spill;
        this.width = width;
        this.position = position;
        this.end = end;
        this.buffer = new byte[(int) (Math.max(1, Math.min(memory, end - position) / width) * width)];
        this.at = -width;
    }

    @Override
    public boolean next() throws IOException {
        at += width;
        if (at < filled) {
            return true;
        }
        filled = (int) Math.min(buffer.length, end - position);
        at = 0;
        if (filled == 0) {
            return false;
        }
        spill.read(position, buffer, filled);
        position += filled;
        return true;
    }

    @Override
    public byte[] array() {
        return buffer;
    }

    @Override
    public int at() {
        return at;
    }
}
