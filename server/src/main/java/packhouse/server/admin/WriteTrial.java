package packhouse.server.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.WritableFile;

/** Tries to write where the server's state lies: on the file system of the repositories, but in none of them. */
final class WriteTrial {

    private final Path file;
    private final Disk disk;

    WriteTrial(Path stateDirectory, Disk disk) {
        this.file = stateDirectory.resolve("write-trial");
        this.disk = disk;
    }

    /** Makes a file, writes to it and removes it; to be called by one thread at a time. */
    void run() throws IOException {
        // One may be left of a process that was killed right here.
        disk.delete(file);
        try (WritableFile trial = disk.create(file, Modes.PRIVATE)) {
            trial.write(ByteBuffer.wrap(new byte[] {1}));
        } finally {
            disk.delete(file);
        }
    }
}
