package packhouse.it.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory that is soon full. */
public final class SmallDisk implements AutoCloseable {

    /** What it holds, in bytes. */
    public static final long BYTES = 64 << 20;

    private final Path directory;
    private final boolean mounted;

    private SmallDisk(Path directory, boolean mounted) {
        this.directory = directory;
        this.mounted = mounted;
    }

    /** Mounts one at a directory that is made; only root can do that. */
    public static SmallDisk mount(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new SmallDisk(directory, mounts(directory));
    }

    private static boolean mounts(Path directory) throws IOException {
        try {
            return run("mount", "-t", "tmpfs", "-o", "size=" + BYTES, "tmpfs", directory.toString()) == 0;
        } catch (IOException e) {
            // No such program here.
            return false;
        }
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    /** Whether there is one; a test that needs it is skipped else. */
    public boolean isMounted() {
        return mounted;
    }

    /** Where it lies. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        if (mounted && run("umount", directory.toString()) != 0) {
            throw new IOException(directory + ": cannot be unmounted");
        }
    }
}
