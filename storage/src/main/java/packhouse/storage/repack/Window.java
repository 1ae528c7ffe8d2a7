package packhouse.storage.repack;

import java.io.IOException;
import java.nio.ByteBuffer;
import packhouse.storage.format.Source;

/**
 * A part of a file in memory, so that many small blobs are one read, and so that a blob's sealed bytes are still there after it was opened.
 * Used by one thread, for one file after another.
 */
final class Window implements Source {

    /** Read at least, if the file has so much. */
    static final int AHEAD = 256 << 10;

    /** Read at once: the JDK keeps a buffer of that length for each thread. */
    private static final int SLICE = 256 << 10;

    /** A longer buffer does not stay. */
    private static final int KEPT = 9 << 20;

    private Source file = Source.of("nothing", new byte[0]);
    private byte[] bytes = new byte[AHEAD];
    private long begin;
    private int length;

    /** Goes to another file. */
    void of(Source next) {
        if (next != file) {
            file = next;
            length = 0;
        }
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int count) throws IOException {
        require(position, count);
        System.arraycopy(bytes, (int) (position - begin), target, offset, count);
    }

    /** These bytes of the file; good until the next call of anything. */
    ByteBuffer slice(long position, int count) throws IOException {
        require(position, count);
        return ByteBuffer.wrap(bytes, (int) (position - begin), count);
    }

    private void require(long position, int count) throws IOException {
        if (position >= begin && position + count <= begin + length) {
            return;
        }
        int wanted = (int) Math.min(Math.max(count, AHEAD), Math.max(count, file.size() - position));
        try {
            load(position, wanted);
        } catch (IOException e) {
            // What cannot be read may lie behind what is wanted.
            load(position, count);
        }
    }

    private void load(long position, int count) throws IOException {
        length = 0;
        if (bytes.length < count || (bytes.length > KEPT && count <= KEPT)) {
            int wanted = Math.max(count, Math.min(bytes.length / 2 * 3, KEPT - AHEAD));
            bytes = new byte[(wanted + AHEAD) / AHEAD * AHEAD];
        }
        for (int done = 0; done < count; done += SLICE) {
            file.read(position + done, bytes, done, Math.min(SLICE, count - done));
        }
        begin = position;
        length = count;
    }
}
