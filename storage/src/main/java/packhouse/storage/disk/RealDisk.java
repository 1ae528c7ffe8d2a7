package packhouse.storage.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The file systems of the machine, by way of the JDK. */
public final class RealDisk implements Disk {

    private static final Set<StandardOpenOption> CREATE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    /** File systems that only this machine changes; on all others directories are read again for each list. */
    private static final Set<String> LOCAL = Set.of(
            "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "reiserfs", "bcachefs", "tmpfs", "overlay");

    private static final Set<StandardOpenOption> LOCK = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

    private final boolean forces;

    private RealDisk(boolean forces) {
        this.forces = forces;
    }

    /**
     * The disk below {@code directory}, which must exist. Some network and FUSE file systems cannot force a directory; that
     * is tried here, once, said through {@code warnings}, and lived with, because the alternative is to store nothing.
     */
    public static RealDisk probe(Path directory, Consumer<String> warnings) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return new RealDisk(true);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            warnings.accept("the file system of " + directory + " cannot force a directory to stable storage ("
                    + e.getMessage() + "); after a power cut the newest files may be missing");
            return new RealDisk(false);
        }
    }

    @Override
    public WritableFile create(Path file, Modes modes) throws IOException {
        try {
            return new RealFile(file, FileChannel.open(file, CREATE, permissions(modes.file())));
        } catch (IOException e) {
            throw Trouble.with(file, e);
        }
    }

    @Override
    public Optional<Region> open(Path file) throws IOException {
        // Opening would succeed on a directory and wait for a writer on a pipe.
        if (look(file).filter(Attributes::isFile).isEmpty()) {
            return Optional.empty();
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Trouble.with(file, e);
        }
        try {
            return Optional.of(new Region(channel, channel.size()));
        } catch (IOException e) {
            channel.close();
            throw Trouble.with(file, e);
        }
    }

    @Override
    public Optional<Attributes> look(Path path) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(new Attributes(
                    kind(found), found.size(), found.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (isBelowFile(path)) {
                return Optional.empty();
            }
            throw Trouble.with(path, e);
        }
    }

    /** Whether there is a file where a folder should be, so that nothing can lie at this path. */
    private static boolean isBelowFile(Path path) {
        for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
            if (Files.exists(parent)) {
                return !Files.isDirectory(parent);
            }
        }
        return false;
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private static Attributes.Kind kind(BasicFileAttributes found) {
        if (found.isRegularFile()) {
            return Attributes.Kind.FILE;
        }
        return found.isDirectory() ? Attributes.Kind.DIRECTORY : Attributes.Kind.OTHER;
    }

    @Override
    public boolean makeDirectory(Path directory, Modes modes) throws IOException {
        try {
            Files.createDirectory(directory, permissions(modes.directory()));
            return true;
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(directory)) {
                return false;
            }
            throw new IOException(directory + ": is in the way, a directory is wanted there", e);
        } catch (IOException e) {
            throw Trouble.with(directory, e);
        }
    }

    @Override
    public boolean list(Path directory, Consumer<String> each) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                each.accept(entry.getFileName().toString());
            }
            return true;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return false;
        } catch (DirectoryIteratorException e) {
            throw new IOException(directory + ": cannot be read to its end", e);
        } catch (IOException e) {
            if (isBelowFile(directory)) {
                return false;
            }
            throw Trouble.with(directory, e);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Trouble.with(to, e);
        }
    }

    @Override
    public void link(Path file, Path to) throws IOException {
        try {
            Files.createLink(to, file);
        } catch (UnsupportedOperationException e) {
            throw new IOException(to + ": the file system gives no file a second name", e);
        } catch (IOException e) {
            throw Trouble.with(to, e);
        }
    }

    @Override
    public boolean isSame(Path one, Path other) throws IOException {
        try {
            return Files.isSameFile(one, other);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw Trouble.with(one, e);
        }
    }

    @Override
    public boolean delete(Path file) throws IOException {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Trouble.with(file, e);
        }
    }

    @Override
    public void force(Path file) throws IOException {
        // Read-only access is enough for fsync on Linux, and the file may be read-only to us.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(false);
        } catch (IOException e) {
            throw Trouble.with(file, e);
        }
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        if (!forces) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw Trouble.with(directory, e);
        }
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, LOCK, permissions(Modes.PRIVATE.file()));
        } catch (IOException e) {
            throw Trouble.with(file, e);
        }
        try {
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
            channel.close();
            return Optional.empty();
        } catch (OverlappingFileLockException e) {
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            channel.close();
            throw Trouble.with(file, e);
        }
    }

    @Override
    public boolean hasReliableTimes(Path path) {
        Path existing = path.toAbsolutePath();
        // What is not there yet will be made on the file system of its parent.
        for (Path parent = existing.getParent(); parent != null && Files.notExists(existing); ) {
            existing = parent;
            parent = existing.getParent();
        }
        try {
            return LOCAL.contains(Files.getFileStore(existing).type());
        } catch (IOException e) {
            // Unknown is treated like a network file system: slower, never wrong.
            return false;
        }
    }

    @Override
    public Space space(Path path) throws IOException {
        FileStore store = Files.getFileStore(path);
        return new Space(store.getTotalSpace(), store.getUsableSpace());
    }
}
