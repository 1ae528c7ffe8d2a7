package packhouse.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import packhouse.protocol.RepoPath;
import packhouse.storage.repository.StateFolders;

/**
 * The directory of packhouse's own state, by default {@code .packhouse} beside the repositories: never served, because no
 * repository's folder begins with a dot. Holds a lock as long as the process lives, so that two servers do not both clean up.
 */
final class StateDirectory implements AutoCloseable {

    /** Command-line clients look for it under this name, see {@code cli.ServerOptions}. */
    private static final String ADMIN_SOCKET = "admin.sock";

    private final Path path;
    private final FileChannel lock;

    private StateDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes the directory (0710) if it is missing and takes its lock. */
    static StateDirectory open(Path path) throws BadConfiguration {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x---"));
            }
            return new StateDirectory(path, lock(path.resolve("lock")));
        } catch (IOException e) {
            throw new BadConfiguration(
                    "the state directory " + path + " cannot be used: " + e
                            + "; make it writable for this user, or name " + "another one with --state-dir",
                    e);
        }
    }

    private static FileChannel lock(Path file) throws IOException, BadConfiguration {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock taken = tryLock(channel);
        if (taken == null) {
            channel.close();
            throw new BadConfiguration("another packhouse uses the state directory " + file.getParent()
                    + "; stop it first, or give this one another --path or --state-dir");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    /** The socket of the admin plane in this state directory. */
    Path adminSocket() {
        return path.resolve(ADMIN_SOCKET);
    }

    /** Where the catalog of a repository lies. No repository's folder begins with a dot, so none is in its way. */
    Path catalog(RepoPath repository) {
        return new StateFolders(path).of(repository).resolve(".catalog");
    }

    /** Where it is remembered what jobs there are. */
    Path jobs() {
        return path.resolve("jobs");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
