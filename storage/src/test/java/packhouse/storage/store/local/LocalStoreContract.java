package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.store.Store;
import packhouse.storage.store.StoreContract;
import packhouse.storage.store.Uploads;

/** The contract, kept in a directory of some disk. */
abstract class LocalStoreContract extends StoreContract {

    abstract Disk disk();

    abstract Path top();

    abstract InstantSource clock();

    private LocalLayout layout() {
        return new LocalLayout(top().resolve("repository"));
    }

    @Override
    protected Store store(boolean verify) {
        return new LocalStore(
                top(),
                layout().root(),
                disk(),
                new LocalStore.Options(Modes.PRIVATE, verify),
                clock(),
                new Random(1),
                Uploads.UNCOUNTED);
    }

    @Override
    protected Store missing() {
        return new LocalStore(
                top(),
                top().resolve("missing"),
                disk(),
                new LocalStore.Options(Modes.PRIVATE, true),
                clock(),
                new Random(1),
                Uploads.UNCOUNTED);
    }

    @Override
    protected void putBehind(FileName name, byte[] content) throws IOException {
        Path file = layout().file(name);
        Path fresh = file.resolveSibling("rsync-like.tmp");
        write(fresh, content);
        disk().rename(fresh, file);
    }

    private void write(Path file, byte[] content) throws IOException {
        try (WritableFile fresh = disk().create(file, Modes.PRIVATE)) {
            fresh.write(ByteBuffer.wrap(content));
        }
    }

    @Override
    protected void removeBehind(FileName name) throws IOException {
        disk().delete(layout().file(name));
    }

    @Override
    protected void strayBehind(FileType type, String name) throws IOException {
        write(layout().directory(type, 0).resolve(name + (type == FileType.CONFIG ? "0" : "")), new byte[3]);
    }

    @Override
    protected void removeFolderBehind(FileType type) throws IOException {
        remove(layout().folder(type));
    }

    private void remove(Path path) throws IOException {
        if (disk().look(path).filter(Attributes::isDirectory).isPresent()) {
            List<String> names = new ArrayList<>();
            disk().list(path, names::add);
            for (String name : names) {
                remove(path.resolve(name));
            }
        }
        disk().delete(path);
    }
}
