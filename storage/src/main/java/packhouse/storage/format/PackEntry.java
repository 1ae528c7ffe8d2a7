package packhouse.storage.format;

import packhouse.protocol.FileId;

/**
 * Where one copy of a blob lies in its pack, as the index and the header of the pack both tell.
 *
 * @param id SHA-256 of the plaintext
 * @param offset of its first sealed byte in the pack, below 4 GiB
 * @param length of its sealed bytes, {@link #OVERHEAD} included, below 4 GiB
 * @param rawLength of the plaintext if it is stored compressed, 0 if it is stored plain, below 4 GiB
 */
public record PackEntry(BlobKind kind, FileId id, long offset, long length, long rawLength) {

    /** Bytes that sealing adds: IV and MAC. */
    public static final int OVERHEAD = 32;

    /** Bytes of a header entry of a blob that is stored plain: type, length, id. */
    public static final int PLAIN_ENTRY = 37;

    /** Bytes of a header entry of a compressed blob: type, length, raw length, id. */
    public static final int COMPRESSED_ENTRY = 41;

    /** Bytes that the header of a pack needs beside its entries: sealing and the length field. */
    public static final int HEADER_OVERHEAD = OVERHEAD + 4;

    /** Whether it is stored compressed. */
    public boolean isCompressed() {
        return rawLength != 0;
    }

    /** The length of its plaintext. */
    public long plainLength() {
        return isCompressed() ? rawLength : length - OVERHEAD;
    }

    /** The bytes of its entry in the header of its pack. */
    public int entryLength() {
        return isCompressed() ? COMPRESSED_ENTRY : PLAIN_ENTRY;
    }

    /** What it adds to the size of its pack: itself and its entry in the header. */
    public long cost() {
        return length + entryLength();
    }
}
