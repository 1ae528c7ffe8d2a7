package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** Writes the tables of blobs: each blob once, in their order. Used by one thread. */
final class BlobWriter implements Closeable {

    /** Ordinals are ints, and so are counts of them. */
    private static final int MOST = Integer.MAX_VALUE - 1;

    private final RowWriter blobs;
    private final RowWriter top;
    private final RowWriter copies;
    private final byte[] row = new byte[BlobRow.BYTES];
    private final byte[] copy = new byte[BlobRow.COPY_BYTES];

    @SuppressWarnings("MustBeClosedChecker")
    BlobWriter(Generation generation) throws IOException {
        this.blobs = generation.createRows(Part.BLOBS);
        this.top = generation.createRows(Part.TOP);
        this.copies = generation.createRows(Part.COPIES);
    }

    /**
     * Takes a blob.
     *
     * @param key a row of which id and kind count
     * @param places at least one, in their order
     * @return its ordinal
     */
    int add(byte[] key, int at, Copies places) throws IOException {
        if (blobs.rows() == MOST) {
            throw new IOException("the index lists more than " + MOST + " blobs");
        }
        int ordinal = (int) blobs.rows();
        System.arraycopy(key, at, row, 0, BlobRow.PLACE);
        int kind = Bytes.getInt(key, at + BlobRow.PLACE) & BlobRow.TREE;
        places.put(0, kind | (places.count() > 1 ? BlobRow.MORE : 0), row, BlobRow.PLACE);
        if (blobs.isAtPage()) {
            top.add(row, 0);
        }
        blobs.add(row, 0);
        Bytes.putInt(copy, 0, ordinal);
        for (int i = 1; i < places.count(); i++) {
            places.put(i, 0, copy, BlobRow.COPY_PLACE);
            copies.add(copy, 0);
        }
        return ordinal;
    }

    /** Writes what is left, after which nothing may follow, and tells how many rows the parts have. */
    void finish(Map<Part, Long> rows) throws IOException {
        blobs.finish();
        top.finish();
        copies.finish();
        rows.put(Part.BLOBS, blobs.rows());
        rows.put(Part.TOP, top.rows());
        rows.put(Part.COPIES, copies.rows());
    }

    @Override
    public void close() throws IOException {
        try (blobs;
                top) {
            copies.close();
        }
    }
}
