package packhouse.storage.format;

import java.nio.ByteBuffer;
import packhouse.protocol.FileId;

/**
 * A blob as it will lie in a pack. Its bytes do not depend on the pack, so a blob that moves is copied as it is.
 *
 * @param id SHA-256 of the plaintext
 * @param rawLength of the plaintext if it is compressed, 0 if it is plain
 * @param bytes sealed; the buffer belongs to who made it
 */
public record SealedBlob(BlobKind kind, FileId id, long rawLength, ByteBuffer bytes) {

    /** Its entry in a pack in which it lies at the offset. */
    PackEntry at(long offset) {
        return new PackEntry(kind, id, offset, bytes.remaining(), rawLength);
    }
}
