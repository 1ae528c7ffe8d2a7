package packhouse.storage.catalog;

import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;

/**
 * A tree that is wanted, as a record of 52 bytes in the order in which packs are read:
 *
 * <pre>
 * 16 bytes  where it lies, as in a {@link BlobRow} without bits: number of the pack, offset, length, length of the plaintext
 *  4 bytes  number of the tree
 * 32 bytes  its id
 * </pre>
 */
final class TreeRow {

    static final int NUMBER = 16;
    static final int ID = NUMBER + Integer.BYTES;
    static final int BYTES = ID + 32;

    private TreeRow() {}

    /** Of a row of the table of blobs. */
    static void put(byte[] record, byte[] row, int at, int number) {
        System.arraycopy(row, at + BlobRow.PLACE, record, 0, NUMBER);
        Bytes.putInt(record, 0, Bytes.getInt(record, 0) & BlobRow.PACK);
        Bytes.putInt(record, NUMBER, number);
        System.arraycopy(row, at, record, ID, BlobRow.PLACE);
    }

    static int pack(byte[] record, int at) {
        return Bytes.getInt(record, at);
    }

    static int number(byte[] record, int at) {
        return Bytes.getInt(record, at + NUMBER);
    }

    static PackEntry entry(byte[] record, int at) {
        return new PackEntry(
                BlobKind.TREE,
                BlobRow.id(record, at + ID),
                Bytes.getUnsigned(record, at + 4),
                Bytes.getUnsigned(record, at + 8),
                Bytes.getUnsigned(record, at + 12));
    }
}
