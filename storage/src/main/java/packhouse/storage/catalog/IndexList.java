package packhouse.storage.catalog;

import java.io.IOException;
import java.util.Arrays;
import packhouse.protocol.FileId;

/**
 * The index files that a catalog was made from, ordered by id: a value of 44 bytes a file, so 880 KB for a hundred million blobs in
 * files of the usual size.
 */
public final class IndexList {

    /** Id, and the three counts of four bytes each. */
    static final int ROW_BYTES = FileId.BYTES + 3 * Integer.BYTES;

    private static final int PACKS = FileId.BYTES;
    private static final int BLOBS = PACKS + 4;
    private static final int MARKED = BLOBS + 4;

    /** No files. */
    static final IndexList EMPTY = new IndexList(new byte[0]);

    private final byte[] rows;

    private IndexList(byte[] rows) {
        this.rows = rows;
    }

    /** Reads a table. */
    static IndexList of(Rows table) throws IOException {
        byte[] rows = new byte[Math.toIntExact(table.count() * ROW_BYTES)];
        for (int at = 0; table.next(); at += ROW_BYTES) {
            System.arraycopy(table.array(), table.at(), rows, at, ROW_BYTES);
        }
        return new IndexList(rows);
    }

    /** Makes a row of a table. */
    static byte[] row(FileId id, int packs, int blobs, int marked) {
        byte[] row = new byte[ROW_BYTES];
        BlobRow.putId(row, 0, id);
        Bytes.putInt(row, PACKS, packs);
        Bytes.putInt(row, BLOBS, blobs);
        Bytes.putInt(row, MARKED, marked);
        return row;
    }

    /** The row of the {@code i}th file. */
    byte[] row(int i) {
        return Arrays.copyOfRange(rows, i * ROW_BYTES, (i + 1) * ROW_BYTES);
    }

    /** How many there are. */
    public int count() {
        return rows.length / ROW_BYTES;
    }

    /** The name of the {@code i}th file. */
    public FileId id(int i) {
        return BlobRow.id(rows, i * ROW_BYTES);
    }

    /** How many packs it lists, each with its blobs. */
    public int packs(int i) {
        return Bytes.getInt(rows, i * ROW_BYTES + PACKS);
    }

    /** How many entries of blobs it has, those of packs to delete not among them. */
    public int blobs(int i) {
        return Bytes.getInt(rows, i * ROW_BYTES + BLOBS);
    }

    /** How many packs it marks as to be deleted; only rustic does that. */
    public int marked(int i) {
        return Bytes.getInt(rows, i * ROW_BYTES + MARKED);
    }

    /** The place of a file, -1 if it was not read. */
    public int number(FileId id) {
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
}
