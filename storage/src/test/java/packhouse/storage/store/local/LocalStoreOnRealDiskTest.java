package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.RealDisk;

/** The contract of a store on a file system of this machine. */
final class LocalStoreOnRealDiskTest extends LocalStoreContract {

    @TempDir(factory = QuickFolder.class)
    private Path folder;

    @Override
    Disk disk() {
        try {
            return RealDisk.probe(folder, warning -> {});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    Path top() {
        return folder;
    }

    @Override
    InstantSource clock() {
        return InstantSource.system();
    }

    /** The directories get older instead: waiting would take the two seconds of a time step. */
    @Override
    protected void letTimePass() throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofMinutes(1)));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path directory : all.filter(Files::isDirectory).toList()) {
                Files.setLastModifiedTime(directory, old);
            }
        }
    }
}
