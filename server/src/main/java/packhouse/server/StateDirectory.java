package packhouse.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import packhouse.protocol.RepoPath;
import packhouse.storage.repository.StateFolders;

/**
 * The directory of packhouse's own state, by default {@code .packhouse} beside the repositories: never served, because no
 * repository's folder begins with a dot. As long as the process lives it holds two locks, which are one by default: of this directory, and
 * of the repositories, so that two processes with different states do not both change them.
 */
final class StateDirectory implements AutoCloseable {

    /** Command-line clients look for it under this name, see {@code cli.ServerOptions}. */
    private static final String ADMIN_SOCKET = "admin.sock";

    /** Where it is unless another one is named; there the lock of the repositories lies, too. */
    static final String USUAL = ".packhouse";

    private final Path path;
    private final List<FileChannel> locks = new ArrayList<>();

    private StateDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes the directory (0710) if it is missing and takes both locks.
     *
     * @param repositories the directory that they lie in; where this process may write nothing there, it can change nothing, and there is no
     *     lock
     */
    static StateDirectory open(Path path, Path repositories) throws BadConfiguration {
        StateDirectory state = new StateDirectory(path);
        try {
            state.lock(path, "the state directory " + path + "; stop it first, or give this one another --state-dir");
            Path usual = repositories.resolve(USUAL);
            if (Files.isWritable(repositories) && !isSame(usual, path)) {
                state.lock(usual, "the directory " + repositories + "; stop it first, or give this one another --path");
            }
            return state;
        } catch (BadConfiguration e) {
            state.closeAfter(e);
            throw e;
        } catch (IOException e) {
            state.closeAfter(e);
            throw new BadConfiguration(
                    "the state directory " + path + " cannot be used: " + e
                            + "; make it writable for this user, or name another one with --state-dir",
                    e);
        }
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.isSameFile(one, other);
    }

    private void lock(Path directory, String used) throws IOException, BadConfiguration {
        make(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        locks.add(channel);
        if (tryLock(channel) == null) {
            throw new BadConfiguration("another packhouse uses " + used);
        }
    }

    private static void make(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x---"));
        }
    }

    private void closeAfter(Exception cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
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
        for (FileChannel lock : locks) {
            lock.close();
        }
    }
}
