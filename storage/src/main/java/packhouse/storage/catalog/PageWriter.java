package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import packhouse.storage.disk.WritableFile;

/** Writes a file of pages from its beginning to its end. Used by one thread. */
final class PageWriter implements BlockSink, Closeable {

    /** Pages that are written at once. */
    private static final int AT_ONCE = 16;

    private final WritableFile file;
    private final Veil veil;
    private final byte[] buffer = new byte[AT_ONCE * Page.BYTES];
    private int filled;
    private long position;

    PageWriter(WritableFile file, Veil veil) {
        this.file = file;
        this.veil = veil;
    }

    @Override
    public int blockBytes() {
        return Page.ROOM;
    }

    @Override
    public void write(byte[] block) throws IOException {
        write(block, Page.ROOM);
    }

    /** Writes a page with the first {@code length} bytes of the array, and zeros. */
    void write(byte[] content, int length) throws IOException {
        System.arraycopy(content, 0, buffer, filled, length);
        Arrays.fill(buffer, filled + length, filled + Page.ROOM, (byte) 0);
        Page.seal(buffer, filled);
        filled += Page.BYTES;
        if (filled == buffer.length) {
            flush();
        }
    }

    private void flush() throws IOException {
        veil.apply(position, buffer, 0, filled);
        file.write(ByteBuffer.wrap(buffer, 0, filled));
        position += filled;
        filled = 0;
    }

    /** Writes what is left; nothing may follow. */
    void finish() throws IOException {
        flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
