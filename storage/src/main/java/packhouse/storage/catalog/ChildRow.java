package packhouse.storage.catalog;

import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;

/**
 * That a tree points to a blob, as a record of 36 bytes that begins like the {@link BlobRow} of the blob, so that the one order is the
 * other:
 *
 * <pre>
 * 32 bytes  id of the blob
 *  4 bytes  its kind (highest bit, set for trees), who says so: an attempt to read a tree
 * </pre>
 */
final class ChildRow {

    static final int BYTES = BlobRow.PLACE + Integer.BYTES;

    private ChildRow() {}

    static void put(byte[] record, BlobKind kind, FileId blob, int attempt) {
        BlobRow.putId(record, 0, blob);
        Bytes.putInt(record, BlobRow.PLACE, BlobRow.bit(kind) | attempt);
    }

    /** Like a row of a table that begins at {@code at}. */
    static void put(byte[] record, byte[] row, int at, int attempt) {
        System.arraycopy(row, at, record, 0, BlobRow.PLACE);
        int kind = Bytes.getInt(row, at + BlobRow.PLACE) & BlobRow.TREE;
        Bytes.putInt(record, BlobRow.PLACE, kind | attempt);
    }

    static int attempt(byte[] record, int at) {
        return Bytes.getInt(record, at + BlobRow.PLACE) & ~BlobRow.TREE;
    }
}
