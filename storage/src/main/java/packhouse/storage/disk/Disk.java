package packhouse.storage.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What storage needs of a file system. Every method blocks, so none may be called on an event loop; every
 * {@link IOException} names the file, and {@link NoSpaceException} tells a full disk from other trouble.
 *
 * <p>What it takes for granted is POSIX: a rename within a directory is atomic, and is durable once the directory is forced; a
 * power cut before that leaves the file under its old name, its new one, or (between two directories) both.
 */
public interface Disk {

    /**
     * Creates a file that must not exist yet.
     *
     * @throws java.nio.file.NoSuchFileException if its directory does not exist
     */
    WritableFile create(Path file, Modes modes) throws IOException;

    /** Opens a regular file for reading; empty if there is none. */
    Optional<Region> open(Path file) throws IOException;

    /** What lies at this path, symbolic links followed; empty if nothing does. */
    Optional<Attributes> look(Path path) throws IOException;

    /**
     * Makes one directory; false if it exists already. Its parent is not forced.
     *
     * @throws java.nio.file.NoSuchFileException if its parent does not exist
     */
    boolean makeDirectory(Path directory, Modes modes) throws IOException;

    /** Gives the names in a directory to {@code each}, in no order; false if the directory does not exist. */
    boolean list(Path directory, Consumer<String> each) throws IOException;

    /**
     * Renames a file within its file system, atomically taking the place of {@code to} if that exists. Between two directories it
     * is durable once that of {@code to} is forced, and then that of {@code from}. Does nothing if both are names of one file.
     *
     * @throws java.nio.file.AtomicMoveNotSupportedException if {@code to} is on another file system
     */
    void rename(Path from, Path to) throws IOException;

    /**
     * Gives a file a second name, which must not exist yet; each name goes by itself. Durable once the directory of {@code to} is forced.
     *
     * @throws IOException also where the file system has no second names
     */
    void link(Path file, Path to) throws IOException;

    /** Whether both are names of one and the same file. */
    boolean isSame(Path one, Path other) throws IOException;

    /**
     * Removes a file or an empty directory; false if there was none.
     *
     * @throws java.nio.file.DirectoryNotEmptyException if it is a directory in which something lies
     */
    boolean delete(Path file) throws IOException;

    /**
     * Makes what was last written to a file durable, whoever wrote it.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    void force(Path file) throws IOException;

    /**
     * Makes creations, renames and removals in a directory durable; does nothing where the file system cannot.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such directory
     */
    void forceDirectory(Path directory) throws IOException;

    /**
     * Takes the lock of a file, which is made if it is not there; empty if another process, or another part of this one, has it. The
     * end of the process gives it back.
     *
     * @throws java.nio.file.NoSuchFileException if its directory does not exist
     */
    Optional<Closeable> lock(Path file) throws IOException;

    /**
     * Whether the time of change of a directory there tells every change made by anybody. Network file systems cache it, and
     * other machines' clocks set it.
     */
    boolean hasReliableTimes(Path path);

    /** Size and free bytes of the file system that holds {@code path}. */
    Space space(Path path) throws IOException;
}
