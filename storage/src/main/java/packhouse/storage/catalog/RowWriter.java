package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;

/** Writes rows of one width into pages. Used by one thread. */
final class RowWriter implements Closeable {

    private final PageWriter pages;
    private final int width;
    private final int perPage;
    private final byte[] page = new byte[Page.ROOM];
    private int inPage;
    private long rows;

    RowWriter(PageWriter pages, int width) {
        this.pages = pages;
        this.width = width;
        this.perPage = Page.ROOM / width;
    }

    /** Takes a copy of the row that begins at {@code offset}. */
    void add(byte[] row, int offset) throws IOException {
        System.arraycopy(row, offset, page, inPage * width, width);
        rows++;
        if (++inPage == perPage) {
            endPage();
        }
    }

    private void endPage() throws IOException {
        pages.write(page, inPage * width);
        inPage = 0;
    }

    /** Whether the next row is the first of a page. */
    boolean isAtPage() {
        return inPage == 0;
    }

    /** How many were added. */
    long rows() {
        return rows;
    }

    /** Writes what is left; nothing may follow. */
    void finish() throws IOException {
        if (inPage > 0) {
            endPage();
        }
        pages.finish();
    }

    @Override
    public void close() throws IOException {
        pages.close();
    }
}
