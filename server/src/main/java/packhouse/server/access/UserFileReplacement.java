package packhouse.server.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One change of a user file, from reading the old content to the new one being on disk. Nobody ever sees half a file: the new one is
 * written beside it and renamed. Two editors take turns by a lock on a side file ({@code .htpasswd.lock}), which stays: to
 * remove it would let a third editor lock a new file while the second still waits for the old one.
 */
final class UserFileReplacement implements AutoCloseable {

    /** How long to wait for another editor; one needs milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private final Path target;
    private final FileChannel lock;

    private UserFileReplacement(Path target, FileChannel lock) {
        this.target = target;
        this.lock = lock;
    }

    /**
     * Locks the file, which need not exist; a symbolic link stands for its target.
     *
     * @throws IOException if its folder is missing or cannot be written, or another editor does not come to an end
     */
    static UserFileReplacement begin(Path file) throws IOException {
        Path target = target(file.toAbsolutePath());
        Path side = target.resolveSibling(target.getFileName() + ".lock");
        FileChannel channel;
        try {
            boolean isNew = Files.notExists(side);
            channel = FileChannel.open(
                    side,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    FileOwner.onlyOwner(target));
            if (isNew) {
                FileOwner.join(Files.exists(target) ? target : folder(target), side);
            }
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "the folder of " + file + " does not exist. Cure: make it, or name another with --htpasswd-file",
                    e);
        } catch (IOException e) {
            throw notWritable(file, e);
        }
        try {
            lock(channel, side);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new UserFileReplacement(target, channel);
    }

    private static Path target(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        // A link whose target is still to be made.
        return Files.isSymbolicLink(file) ? file.resolveSibling(Files.readSymbolicLink(file)) : file;
    }

    private static void lock(FileChannel channel, Path side) throws IOException {
        long tries = PATIENCE.dividedBy(BETWEEN_TRIES);
        for (long i = 0; tryLock(channel) == null; i++) {
            if (i >= tries) {
                throw new IOException("another program has been editing the user file for " + PATIENCE.toSeconds()
                        + " s: it holds a lock on " + side);
            }
            try {
                Thread.sleep(BETWEEN_TRIES.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + side, e);
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this very process.
            return null;
        }
    }

    /** The content to change, empty if there is no file. */
    byte[] old() throws IOException {
        return Files.exists(target) ? Users.bytes(target) : new byte[0];
    }

    /** Puts the new content in place of the old and waits until it is on disk. Mode and owner of an existing file stay. */
    void finish(byte[] content) throws IOException {
        Path temporary;
        try {
            temporary = Files.createTempFile(folder(target), ".htpasswd-", ".tmp", FileOwner.onlyOwner(target));
        } catch (IOException e) {
            throw notWritable(target, e);
        }
        try {
            write(temporary, content);
            FileOwner.inherit(target, temporary);
            rename(temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
        try (FileChannel channel = FileChannel.open(folder(target), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path folder(Path target) throws IOException {
        Path parent = target.getParent();
        if (parent == null) {
            throw new IOException(target + " is not a file");
        }
        return parent;
    }

    private static void write(Path temporary, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    /** Fails for a file that is a mount of its own, as containers like to have it; written in place it could end up half. */
    private void rename(Path temporary) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException(
                    target + " cannot be replaced (" + e.getMessage()
                            + "). Cure: if the file is mounted on its own into a container, mount its folder instead",
                    e);
        }
    }

    private static IOException notWritable(Path file, IOException cause) {
        String why = cause instanceof AccessDeniedException ? "permission denied" : cause.getMessage();
        return new IOException(
                "the folder of " + file + " cannot be written (" + why
                        + "). Cure: run as the owner of the folder, or mount it writable",
                cause);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
