package packhouse.storage.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileInfo;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.IndexFile;
import packhouse.storage.format.IndexVisitor;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Store;

/** The index files of a store. */
final class StoreIndexes implements Indexes {

    /**
     * Bytes of an index file when it is opened. Clients write some 70 MiB at most, and reading takes no more memory for more; this only
     * ends what would never end.
     */
    private static final long MOST = 1L << 32;

    private final Store store;
    private final RepositoryKey key;
    private final int version;

    StoreIndexes(Store store, RepositoryKey key, int version) {
        this.store = store;
        this.key = key;
        this.version = version;
    }

    @Override
    public List<FileInfo> list() throws IOException {
        List<FileInfo> files = new ArrayList<>();
        store.list(FileType.INDEX).ifPresent(list -> list.parts().forEach(part -> addAll(files, part)));
        files.sort(Comparator.comparing(FileInfo::id));
        return files;
    }

    private static void addAll(List<FileInfo> files, FileSet part) {
        for (int i = 0; i < part.count(); i++) {
            files.add(new FileInfo(part.id(i), part.size(i)));
        }
    }

    @Override
    public boolean read(FileId index, IndexVisitor visitor) throws IOException {
        Optional<StoreSource> found = StoreSource.open(store, FileName.of(FileType.INDEX, index));
        if (found.isEmpty()) {
            return false;
        }
        try (StoreSource file = found.get();
                InputStream json = Envelope.open(file, key, version, MOST)) {
            IndexFile.read(json, file.name(), version, visitor);
        }
        return true;
    }
}
