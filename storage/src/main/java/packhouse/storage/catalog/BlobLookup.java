package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;

/**
 * Tells at which places a blob lies, for one blob after another. Reads a few pages for each; fewer if it is asked in the order of the ids.
 * Used by one thread.
 *
 * <p>Copies are ordered by the number of their pack, then by offset.
 */
public final class BlobLookup implements Closeable {

    private final BlobTable table;
    private final Copies copies = new Copies();

    /** Closes the table. */
    BlobLookup(BlobTable table) {
        this.table = table;
    }

    /**
     * Goes to a blob; false, and nothing can be asked, if no index lists it.
     *
     * @throws TornException if the catalog is damaged and has to be made anew
     */
    public boolean find(BlobKind kind, FileId id) throws IOException {
        int ordinal = table.ordinal(kind, id);
        if (ordinal < 0) {
            copies.clear();
            return false;
        }
        table.copies(ordinal, copies);
        return true;
    }

    /** At how many places it lies. */
    public int copies() {
        return copies.count();
    }

    /** The number of the pack that holds the {@code i}th copy. */
    public int pack(int i) {
        return copies.pack(i);
    }

    /** Where in the pack the {@code i}th copy begins, in bytes. */
    public long offset(int i) {
        return copies.offset(i);
    }

    /** The sealed bytes of the {@code i}th copy. */
    public long length(int i) {
        return copies.length(i);
    }

    /** The length of the plaintext if the {@code i}th copy is compressed, 0 if it is plain. */
    public long rawLength(int i) {
        return copies.rawLength(i);
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
