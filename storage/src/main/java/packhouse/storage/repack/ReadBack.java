package packhouse.storage.repack;

import java.io.IOException;
import java.nio.file.Path;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.disk.Disk;
import packhouse.storage.format.BlobCodec;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.NewPack;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackHeader;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.upkeep.HashedSource;

/**
 * Reads what was just written, and believes nothing: the hash of the file, its header, and MAC, length and hash of each blob. Used by one
 * thread.
 */
final class ReadBack {

    private final Disk disk;
    private final RepositoryKey key;
    private final BlobCodec codec;
    private final Window window;

    /** With a codec and a window that are somebody else's. */
    ReadBack(Disk disk, RepositoryKey key, BlobCodec codec, Window window) {
        this.window = window;
        this.disk = disk;
        this.key = key;
        this.codec = codec;
    }

    /**
     * Says nothing if all is well.
     *
     * @throws IOException if anything is not as it was meant: this machine must not change the repository any more
     */
    void verify(Path path, NewPack expected) throws IOException {
        try (StoreSource file = Staging.open(disk, path)) {
            window.of(file);
            if (!PackHeader.read(file, key).equals(expected.entries())) {
                throw new FormatException.Corrupt(file.name(), -1, "its header is not the one that was written");
            }
            HashedSource hashed = new HashedSource(window);
            for (PackEntry entry : expected.entries()) {
                codec.verify(hashed, entry);
            }
            if (!hashed.finish().equals(expected.id()) || file.size() != expected.size()) {
                throw new FormatException.Corrupt(file.name(), -1, "it has not the bytes that were written");
            }
        } catch (FormatException e) {
            throw new IOException(
                    "what was written could not be read back, so the memory or the disk of this machine is at fault: "
                            + e.getMessage(),
                    e);
        }
    }
}
