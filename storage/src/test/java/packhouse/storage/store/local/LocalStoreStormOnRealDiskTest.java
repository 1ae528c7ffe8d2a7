package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.store.Store;
import packhouse.storage.store.StoreStormContract;
import packhouse.storage.store.Uploads;

/** Storms on a file system of this machine. */
final class LocalStoreStormOnRealDiskTest extends StoreStormContract {

    @TempDir(factory = QuickFolder.class)
    private Path folder;

    @Override
    protected Store store() {
        try {
            return new LocalStore(
                    folder,
                    folder,
                    RealDisk.probe(folder, warning -> {}),
                    new LocalStore.Options(Modes.PRIVATE, true),
                    InstantSource.system(),
                    new Random(1),
                    Uploads.UNCOUNTED);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
