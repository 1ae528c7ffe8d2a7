package packhouse.storage.custody;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Region;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.IndexFile;
import packhouse.storage.format.IndexVisitor;
import packhouse.storage.format.Source;
import packhouse.storage.repository.Unlocked;

/** Which packs an index file names, but for those that rustic marked for its own removal. */
final class IndexedPacks {

    /** Reading one takes no memory but for the names; this only ends what would never end. */
    private static final long MOST = 1L << 32;

    private IndexedPacks() {}

    /**
     * Those of a live index file, 32 bytes of memory each; empty if it is gone.
     *
     * @throws FormatException if it cannot be read
     */
    static Optional<List<FileId>> read(Unlocked repository, FileId index) throws IOException {
        FileName name = FileName.of(FileType.INDEX, index);
        Optional<Region> found = repository.store().open(name);
        return found.isEmpty() ? Optional.empty() : Optional.of(read(repository, name, found.get()));
    }

    /**
     * Those of an index file wherever it lies, which is closed.
     *
     * @throws FormatException if it cannot be read
     */
    static List<FileId> read(Unlocked repository, FileName name, Region file) throws IOException {
        List<FileId> packs = new ArrayList<>();
        try (file;
                InputStream json = Envelope.open(source(name, file), repository.key(), repository.version(), MOST)) {
            IndexFile.read(json, name.toString(), repository.version(), collector(packs));
        }
        return packs;
    }

    private static IndexVisitor collector(List<FileId> packs) {
        return new IndexVisitor() {
            @Override
            public void pack(FileId pack, boolean deleted) {
                if (!deleted) {
                    packs.add(pack);
                }
            }

            @Override
            public void blob(BlobKind kind, FileId id, long offset, long length, long rawLength) {
                // Only the packs count here.
            }
        };
    }

    private static Source source(FileName name, Region region) {
        return new Source() {
            @Override
            public String name() {
                return name.toString();
            }

            @Override
            public long size() {
                return region.size();
            }

            @Override
            public void read(long position, byte[] target, int offset, int length) throws IOException {
                if (region.read(ByteBuffer.wrap(target, offset, length), position) < length) {
                    throw new FormatException.Corrupt(name.toString(), position, "the file ends here");
                }
            }
        };
    }
}
