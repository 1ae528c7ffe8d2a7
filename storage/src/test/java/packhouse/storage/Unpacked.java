package packhouse.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.store.Store;
import packhouse.storage.store.local.LocalStore;

/** A repository on the disk of this machine, as the store that serves it. */
public final class Unpacked {

    private Unpacked() {}

    /** The disk. */
    public static Disk disk(Path directory) {
        try {
            return RealDisk.probe(directory, warning -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A store on what lies in the directory. */
    public static Store store(Path directory) {
        LocalStore.Options options = new LocalStore.Options(Modes.PRIVATE, true);
        return new LocalStore(
                directory, directory, disk(directory), options, new TestClock(), new SplittableRandom(1), delta -> {});
    }

    /** A store on a golden repository, unpacked into the directory. */
    public static Store store(Golden golden, Path directory) {
        return store(golden.unpack(directory));
    }
}
