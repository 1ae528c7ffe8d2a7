package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;

/** Goes through all pairs of a pack and an index file that names it, ordered by pack; marks come before listings. Used by one thread. */
public final class ListingCursor implements Closeable {

    /** Tells a pack to delete from one that is listed with its blobs. */
    static final int MARKED = 1 << 31;

    private final Rows rows;

    /** The cursor closes them. */
    ListingCursor(Rows rows) {
        this.rows = rows;
    }

    /**
     * Goes to the next pair, the first one at first; false if there is none left.
     *
     * @throws TornException if the catalog is damaged and has to be made anew
     */
    public boolean next() throws IOException {
        return rows.next();
    }

    /** The number of the pack in the {@link PackTable}. */
    public int pack() {
        return Bytes.getInt(rows.array(), rows.at());
    }

    /** The place of the index file in the {@link IndexList}. */
    public int index() {
        return Bytes.getInt(rows.array(), rows.at() + 4) & ~MARKED;
    }

    /** Whether the file names it as a pack to delete, which only rustic does. */
    public boolean isMarked() {
        return (Bytes.getInt(rows.array(), rows.at() + 4) & MARKED) != 0;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
