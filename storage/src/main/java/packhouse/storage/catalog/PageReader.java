package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import packhouse.storage.disk.Region;

/** Reads a file of pages in any order, several neighbours at once. Used by one thread. */
final class PageReader implements Blocks {

    /** Pages that a scan reads at once. */
    static final int SCAN = 16;

    /** For a scan backwards: a disk that turns has passed what comes next, so each read costs a turn. */
    static final int BACKWARDS = 256;

    /** For single pages here and there. */
    static final int LOOKUP = 1;

    private final Path path;
    private final Region region;
    private final Closeable closing;
    private final Veil veil;
    private final int pages;
    private final int atOnce;
    private final byte[] buffer;
    private int first = Integer.MIN_VALUE;

    /**
     * Before any page.
     *
     * @param closing is closed with the reader: the region, if nobody else reads it
     * @param atOnce pages that are read together
     */
    PageReader(Path path, Region region, Closeable closing, Veil veil, int atOnce) {
        this.path = path;
        this.region = region;
        this.closing = closing;
        this.veil = veil;
        this.pages = (int) (region.size() / Page.BYTES);
        this.atOnce = atOnce;
        this.buffer = new byte[atOnce * Page.BYTES];
    }

    @Override
    public int blockBytes() {
        return Page.ROOM;
    }

    @Override
    public int blockCount() {
        return pages;
    }

    @Override
    public void read(int block, byte[] target) throws IOException {
        int at = locate(block);
        System.arraycopy(buffer, at, target, 0, Page.ROOM);
    }

    /** Brings a page into {@link #array} and tells where it begins there. */
    int locate(int page) throws IOException {
        if (page < 0 || page >= pages) {
            throw new TornException(path + ": has " + pages + " pages, page " + page + " was wanted");
        }
        int begin = page / atOnce * atOnce;
        if (begin != first) {
            fill(begin);
        }
        return (page - begin) * Page.BYTES;
    }

    private void fill(int begin) throws IOException {
        // Until all of it was checked nothing of it may be taken for granted.
        first = Integer.MIN_VALUE;
        int length = Math.min(atOnce, pages - begin) * Page.BYTES;
        long position = (long) begin * Page.BYTES;
        if (region.read(ByteBuffer.wrap(buffer, 0, length), position) < length) {
            throw new TornException(path + ": became shorter while it was read");
        }
        veil.apply(position, buffer, 0, length);
        for (int at = 0; at < length; at += Page.BYTES) {
            if (!Page.isWhole(buffer, at)) {
                throw new TornException(path + ": page " + (begin + at / Page.BYTES) + " is damaged");
            }
        }
        first = begin;
    }

    byte[] array() {
        return buffer;
    }

    @Override
    public void close() throws IOException {
        closing.close();
    }
}
