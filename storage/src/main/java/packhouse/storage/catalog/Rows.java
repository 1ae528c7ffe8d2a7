package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;

/** Rows of one width in pages, read by number or in their order. Used by one thread. */
final class Rows implements Records, Closeable {

    private final PageReader pages;
    private final int width;
    private final int perPage;
    private final long count;
    private long row = -1;
    private int at;
    private int leftInPage;

    Rows(PageReader pages, int width, long count) {
        this.pages = pages;
        this.width = width;
        this.perPage = Page.ROOM / width;
        this.count = count;
    }

    /** How many pages so many rows take. */
    static long pagesFor(long rows, int width) {
        int perPage = Page.ROOM / width;
        return (rows + perPage - 1) / perPage;
    }

    /** How many rows there are. */
    long count() {
        return count;
    }

    /** Rows of a full page. */
    int perPage() {
        return perPage;
    }

    /** Goes to a row, which must be there. */
    void seek(long number) throws IOException {
        if (number < 0 || number >= count) {
            throw new IndexOutOfBoundsException("row " + number + " of " + count);
        }
        int within = (int) (number % perPage);
        at = pages.locate((int) (number / perPage)) + within * width;
        row = number;
        leftInPage = perPage - 1 - within;
    }

    @Override
    public boolean next() throws IOException {
        if (row + 1 >= count) {
            row = count;
            return false;
        }
        if (leftInPage == 0) {
            seek(row + 1);
        } else {
            row++;
            leftInPage--;
            at += width;
        }
        return true;
    }

    /** The number of the row. */
    long row() {
        return row;
    }

    @Override
    public byte[] array() {
        return pages.array();
    }

    @Override
    public int at() {
        return at;
    }

    @Override
    public void close() throws IOException {
        pages.close();
    }
}
