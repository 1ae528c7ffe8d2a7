package packhouse.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/** A folder that is there until it is closed, readable by nobody else. */
final class TemporaryFolder implements AutoCloseable {

    /** Kept across restarts, so on a disk; {@code /tmp} is in memory on many systems, and a catalog can have gigabytes. */
    private static final Path LARGE = Path.of("/var/tmp");

    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** A new one where {@code TMPDIR} says, else where there is room for large files. */
    static TemporaryFolder make(Map<String, String> environment) throws IOException {
        String named = environment.getOrDefault("TMPDIR", "");
        if (!named.isEmpty()) {
            return new TemporaryFolder(Files.createTempDirectory(Path.of(named), "packhouse-"));
        }
        return new TemporaryFolder(
                Files.isWritable(LARGE)
                        ? Files.createTempDirectory(LARGE, "packhouse-")
                        : Files.createTempDirectory("packhouse-"));
    }

    Path path() {
        return path;
    }

    /** Removes it and all that is in it. */
    @Override
    public void close() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            /** What is open elsewhere may be removed by its owner at the same time. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, java.io.IOException e) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
