package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import packhouse.protocol.FileId;

/**
 * The packs that any index file names, ordered by id; a pack's number is its place in this order. Numbers are those of one
 * generation. Safe for many threads, which wait for each other; going through the numbers in their order is fast.
 *
 * <p>Whatever reads may throw a {@link TornException}: the catalog is damaged and has to be made anew.
 */
public final class PackTable implements Closeable {

    private final Rows rows;

    /** Closes the rows. */
    PackTable(Rows rows) {
        this.rows = rows;
    }

    /** How many there are, those {@link #isMarked marked} included. */
    public int count() {
        return (int) rows.count();
    }

    /** The id of a pack. */
    public synchronized FileId id(int number) throws IOException {
        rows.seek(number);
        return BlobRow.id(rows.array(), rows.at());
    }

    /** How many blobs it holds, by the index. */
    public int entries(int number) throws IOException {
        return figures(number).entries();
    }

    /** How many bytes its file must have, by the index. */
    public long expectedSize(int number) throws IOException {
        return figures(number).size();
    }

    /** The {@link PackTally#fingerprint} of its entries. */
    public long fingerprint(int number) throws IOException {
        return figures(number).fingerprint();
    }

    /** Whether it holds data blobs. */
    public boolean hasData(int number) throws IOException {
        return has(number, PackTally.DATA);
    }

    /** Whether it holds trees. */
    public boolean hasTrees(int number) throws IOException {
        return has(number, PackTally.TREES);
    }

    /** Whether any of its blobs is stored plain. */
    public boolean hasPlain(int number) throws IOException {
        return has(number, PackTally.PLAIN);
    }

    /** Whether any of its blobs is stored compressed. */
    public boolean hasCompressed(int number) throws IOException {
        return has(number, PackTally.COMPRESSED);
    }

    /**
     * Whether only rustic's lists of packs to delete name it. None of its blobs is in the catalog; its other figures are what such a
     * list tells.
     */
    public boolean isMarked(int number) throws IOException {
        return has(number, PackRow.MARKED);
    }

    /** Whether several index files list it. */
    public boolean isListedTwice(int number) throws IOException {
        return has(number, PackRow.REPEATED);
    }

    /** Whether lists of its entries differ. Its figures are those of all of them together, each different entry once. */
    public boolean isContradictory(int number) throws IOException {
        return has(number, PackRow.CONTRADICTORY);
    }

    private synchronized Figures figures(int number) throws IOException {
        rows.seek(number);
        return Figures.get(rows.array(), rows.at() + PackRow.FIGURES);
    }

    private synchronized boolean has(int number, int flag) throws IOException {
        rows.seek(number);
        return (Figures.flags(rows.array(), rows.at() + PackRow.FIGURES) & flag) != 0;
    }

    /** The number of a pack, -1 if no index names it. Reads a few pages. */
    public synchronized int number(FileId id) throws IOException {
        int low = 0;
        int high = count() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = id(middle).compareTo(id);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
