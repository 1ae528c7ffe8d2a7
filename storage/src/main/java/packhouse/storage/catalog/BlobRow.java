package packhouse.storage.catalog;

import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;

/**
 * A blob and one place where it lies, as a record of 48 bytes whose order is that of the tables:
 *
 * <pre>
 * 32 bytes  id
 *  4 bytes  kind (highest bit, set for trees), whether there are more copies (next bit), number of the pack
 *  4 bytes  offset in the pack
 *  4 bytes  length, sealed
 *  4 bytes  length of the plaintext if compressed, 0 if plain
 * </pre>
 *
 * A further copy of it is 20 bytes: 4 of the ordinal of the blob, then 16 as above without the two bits.
 */
final class BlobRow {

    static final int BYTES = 48;
    static final int COPY_BYTES = 20;

    /** Where the place begins: id before it. */
    static final int PLACE = FileId.BYTES;

    /** Where the place begins in a further copy. */
    static final int COPY_PLACE = Integer.BYTES;

    static final int TREE = 1 << 31;
    static final int MORE = 1 << 30;

    /** What is left for the number of a pack. */
    static final int PACK = MORE - 1;

    private BlobRow() {}

    static void putId(byte[] to, int at, FileId id) {
        Bytes.putLong(to, at, id.a());
        Bytes.putLong(to, at + 8, id.b());
        Bytes.putLong(to, at + 16, id.c());
        Bytes.putLong(to, at + 24, id.d());
    }

    static FileId id(byte[] from, int at) {
        return new FileId(
                Bytes.getLong(from, at),
                Bytes.getLong(from, at + 8),
                Bytes.getLong(from, at + 16),
                Bytes.getLong(from, at + 24));
    }

    /** The bit of a kind. */
    static int bit(BlobKind kind) {
        return kind == BlobKind.TREE ? TREE : 0;
    }

    /** The kind of the row that begins at {@code at}. */
    static BlobKind kind(byte[] row, int at) {
        return row[at + PLACE] < 0 ? BlobKind.TREE : BlobKind.DATA;
    }

    /** The order of two rows by id and kind, whatever their places are. */
    static int compare(byte[] a, int atA, byte[] b, int atB) {
        for (int i = 0; i < FileId.BYTES; i += Long.BYTES) {
            int order = Long.compareUnsigned(Bytes.getLong(a, atA + i), Bytes.getLong(b, atB + i));
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(a[atA + PLACE] < 0, b[atB + PLACE] < 0);
    }
}
