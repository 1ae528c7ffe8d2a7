package packhouse.storage.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What storage needs of a file system. Every method blocks, so none may be called on an event loop; every
 * {@link IOException} names the file, and {@link NoSpaceException} tells a full disk from other trouble.
 *
 * <p>What it takes for granted is POSIX: a rename within a directory is atomic, and is durable once the directory is forced.
 */
public interface Disk {

    /** Creates a file that must not exist yet. */
    WritableFile create(Path file, Modes modes) throws IOException;

    /** Opens a regular file for reading; empty if there is none. */
    Optional<Region> open(Path file) throws IOException;

    /** What lies at this path, symbolic links followed; empty if nothing does. */
    Optional<Attributes> look(Path path) throws IOException;

    /** Makes one directory; false if it exists already. Its parent is not forced. */
    boolean makeDirectory(Path directory, Modes modes) throws IOException;

    /** Gives the names in a directory to {@code each}, in no order; false if the directory does not exist. */
    boolean list(Path directory, Consumer<String> each) throws IOException;

    /** Renames a file within its file system, atomically taking the place of {@code to} if that exists. */
    void rename(Path from, Path to) throws IOException;

    /** Removes a file; false if there was none. */
    boolean delete(Path file) throws IOException;

    /** Makes what was last written to a file durable, whoever wrote it. */
    void force(Path file) throws IOException;

    /** Makes creations, renames and removals in a directory durable; does nothing where the file system cannot. */
    void forceDirectory(Path directory) throws IOException;

    /**
     * Whether the time of change of a directory there tells every change made by anybody. Network file systems cache it, and
     * other machines' clocks set it.
     */
    boolean hasReliableTimes(Path path);

    /** Size and free bytes of the file system that holds {@code path}. */
    Space space(Path path) throws IOException;
}
