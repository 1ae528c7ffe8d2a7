package packhouse.storage.upkeep;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.IndexFile;
import packhouse.storage.format.IndexVisitor;
import packhouse.storage.format.LockFile;
import packhouse.storage.format.SnapshotFile;
import packhouse.storage.repository.Unlocked;

/** Reads the sealed documents of a repository. */
final class Documents {

    /** A snapshot of a million paths, or with a million patterns of excludes, has less. */
    private static final long MAX_DOCUMENT = 16 << 20;

    /** Reading one takes no memory; this only ends what would never end. */
    private static final long MAX_INDEX = 1L << 32;

    private final Unlocked repository;

    Documents(Unlocked repository) {
        this.repository = repository;
    }

    @FunctionalInterface
    private interface Parser<T> {
        T parse(InputStream json, String file) throws IOException;
    }

    /** A snapshot; empty if it is gone meanwhile. */
    Optional<SnapshotFile> snapshot(FileId id) throws IOException {
        return read(FileName.of(FileType.SNAPSHOTS, id), SnapshotFile::parse);
    }

    /** A lock; empty if it is gone meanwhile, or has no bytes: clients ignore such a file. */
    Optional<LockFile> lock(FileId id) throws IOException {
        FileName name = FileName.of(FileType.LOCKS, id);
        return repository.store().size(name).orElse(0) == 0 ? Optional.empty() : read(name, LockFile::parse);
    }

    /** Tells what an index file lists; nothing if it is gone meanwhile. */
    void index(FileId id, IndexVisitor visitor) throws IOException {
        Optional<StoreSource> found = StoreSource.open(repository.store(), FileName.of(FileType.INDEX, id));
        if (found.isEmpty()) {
            return;
        }
        try (StoreSource file = found.get();
                InputStream json = Envelope.open(file, repository.key(), repository.version(), MAX_INDEX)) {
            IndexFile.read(json, file.name(), repository.version(), visitor);
        }
    }

    /** The hash that a file should have for a name; empty if it is gone meanwhile. */
    Optional<FileId> hash(FileName name) throws IOException {
        Optional<StoreSource> found = StoreSource.open(repository.store(), name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (StoreSource file = found.get()) {
            return Optional.of(new HashedSource(file).finish());
        }
    }

    private <T> Optional<T> read(FileName name, Parser<T> parser) throws IOException {
        Optional<StoreSource> found = StoreSource.open(repository.store(), name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (StoreSource file = found.get();
                InputStream json = Envelope.open(file, repository.key(), repository.version(), MAX_DOCUMENT)) {
            return Optional.of(parser.parse(json, file.name()));
        }
    }
}
