package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;

/**
 * Goes through all blobs in the order of their ordinals. Used by one thread.
 *
 * <p>Copies are ordered by the number of their pack, then by offset; no two are equal in everything.
 */
public final class BlobCursor implements Closeable {

    private final Rows blobs;
    private final Rows further;
    private final Copies copies = new Copies();
    private boolean hasFurther;

    /** The cursor closes them. */
    BlobCursor(Rows blobs, Rows further) throws IOException {
        this.blobs = blobs;
        this.further = further;
        this.hasFurther = further.next();
    }

    /**
     * Goes to the next blob, the first one at first; false if there is none left.
     *
     * @throws TornException if the catalog is damaged and has to be made anew
     */
    public boolean next() throws IOException {
        if (!blobs.next()) {
            return false;
        }
        copies.clear();
        copies.add(pack(), array(), at() + BlobRow.PLACE);
        if ((Bytes.getInt(array(), at() + BlobRow.PLACE) & BlobRow.MORE) != 0) {
            readFurther();
        }
        return true;
    }

    private int pack() {
        return Bytes.getInt(array(), at() + BlobRow.PLACE) & BlobRow.PACK;
    }

    private void readFurther() throws IOException {
        while (hasFurther && Bytes.getInt(further.array(), further.at()) == ordinal()) {
            int place = further.at() + BlobRow.COPY_PLACE;
            copies.add(Bytes.getInt(further.array(), place), further.array(), place);
            hasFurther = further.next();
        }
    }

    /** The number of the blob among all. */
    public int ordinal() {
        return (int) blobs.row();
    }

    /** What it holds. */
    public BlobKind kind() {
        return BlobRow.kind(array(), at());
    }

    /** SHA-256 of its plaintext. */
    public FileId id() {
        return BlobRow.id(array(), at());
    }

    /** At how many places it lies, at least one. */
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

    /** What a {@link BlobRow} of the blob lies in. */
    byte[] array() {
        return blobs.array();
    }

    /** Where it begins there. */
    int at() {
        return blobs.at();
    }

    Copies places() {
        return copies;
    }

    @Override
    public void close() throws IOException {
        try (blobs) {
            further.close();
        }
    }
}
