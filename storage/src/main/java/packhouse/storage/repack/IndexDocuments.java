package packhouse.storage.repack;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.IndexFile;
import packhouse.storage.format.IndexVisitor;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.Source;
import packhouse.storage.repository.Unlocked;

/** Reads index files pack by pack. Safe for many threads. */
final class IndexDocuments {

    /** Reading one takes no memory; this only ends what would never end. */
    private static final long MAX_INDEX = 1L << 32;

    private final Unlocked repository;

    IndexDocuments(Unlocked repository) {
        this.repository = repository;
    }

    /** Is told of packs. */
    @FunctionalInterface
    interface Packs {
        /** {@code marked}: whether it is a pack to be deleted; only rustic marks such. */
        void pack(FileId id, List<PackEntry> entries, boolean marked) throws IOException;
    }

    /**
     * Tells what an index file of the repository lists.
     *
     * @throws FileNotFoundException if it is gone
     */
    void read(FileId id, Packs packs) throws IOException {
        FileName name = FileName.of(FileType.INDEX, id);
        try (StoreSource file = StoreSource.open(repository.store(), name)
                .orElseThrow(() -> new FileNotFoundException(name + ": is gone"))) {
            read(file, packs);
        }
    }

    /** Tells what a file lists. */
    void read(Source file, Packs packs) throws IOException {
        Collector collector = new Collector();
        try (InputStream json = Envelope.open(file, repository.key(), repository.version(), MAX_INDEX)) {
            IndexFile.read(json, file.name(), repository.version(), collector);
        }
        for (Listed pack : collector.all) {
            packs.pack(pack.id(), pack.entries(), pack.marked());
        }
    }

    /** A pack and what is listed of it. */
    private record Listed(FileId id, List<PackEntry> entries, boolean marked) {}

    /** Nothing of a file counts before it was read to its end, so all of it is kept: at most some 10 MB where clients wrote it. */
    private static final class Collector implements IndexVisitor {

        private final List<Listed> all = new ArrayList<>();
        private List<PackEntry> entries = new ArrayList<>();

        @Override
        public void pack(FileId pack, boolean deleted) {
            entries = new ArrayList<>();
            all.add(new Listed(pack, entries, deleted));
        }

        @Override
        public void blob(BlobKind kind, FileId id, long offset, long length, long rawLength) {
            entries.add(new PackEntry(kind, id, offset, length, rawLength));
        }
    }
}
