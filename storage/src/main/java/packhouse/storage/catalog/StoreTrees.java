package packhouse.storage.catalog;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.format.BlobCodec;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.format.TreeReader;
import packhouse.storage.format.TreeVisitor;
import packhouse.storage.store.Store;

/** The trees of a store. */
final class StoreTrees implements TreeSource {

    private final Store store;
    private final BlobCodec codec;
    private FileId opened = new FileId(0, 0, 0, 0);
    private Optional<StoreSource> pack = Optional.empty();

    StoreTrees(Store store, RepositoryKey key) {
        this.store = store;
        this.codec = new BlobCodec(key);
    }

    @Override
    public void read(FileId id, PackEntry tree, TreeVisitor visitor) throws IOException {
        StoreSource source = open(id);
        try (InputStream json = codec.stream(source, tree)) {
            TreeReader.read(json, "tree " + tree.id() + " in " + source.name(), visitor);
        }
    }

    private StoreSource open(FileId id) throws IOException {
        if (pack.isEmpty() || !opened.equals(id)) {
            closePack();
            FileName name = FileName.of(FileType.DATA, id);
            pack = StoreSource.open(store, name);
            opened = id;
            return pack.orElseThrow(() -> new FileNotFoundException(name + ": is missing"));
        }
        return pack.get();
    }

    private void closePack() throws IOException {
        if (pack.isPresent()) {
            StoreSource source = pack.get();
            pack = Optional.empty();
            source.close();
        }
    }

    @Override
    public void close() throws IOException {
        codec.close();
        closePack();
    }
}
