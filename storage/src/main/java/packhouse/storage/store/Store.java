package packhouse.storage.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Region;

/**
 * The files of one repository. Every method blocks and may be called by any number of threads at once.
 *
 * <p>What all stores promise: a file is there as a whole or not at all; what {@link Upload#finish} confirmed survives a crash and
 * is in every list that begins afterwards; what {@link #delete} confirmed is in none; a file that is there throughout
 * a listing is in it.
 */
public interface Store {

    /** Makes the repository's folders; does nothing where they exist. */
    void create() throws IOException;

    /** Whether anything of a repository is there: a config or one of the folders. */
    boolean exists() throws IOException;

    /** The length of a file in bytes, empty if there is no such file. */
    OptionalLong size(FileName name) throws IOException;

    /** When a file came, or its bytes last changed; empty if there is no such file. Whoever copies a repository may set other times. */
    Optional<Instant> arrived(FileName name) throws IOException;

    /** A file opened for reading, to be closed by the caller; empty if there is no such file. */
    Optional<Region> open(FileName name) throws IOException;

    /** All files of a kind; empty if the repository does not exist. */
    Optional<FileList> list(FileType type) throws IOException;

    /**
     * Begins to receive a file.
     *
     * @param ledger is told, in place of the store's own, when the file takes its place
     */
    Upload begin(FileName name, Ledger ledger) throws IOException;

    /** Removes a file and gives its length; empty if there was none. */
    OptionalLong delete(FileName name) throws IOException;

    /**
     * Takes a file out and keeps it: renames it to a path on the same file system. Nobody finds it in the store from then on; that
     * lasts once the directory of that path is forced, and then {@link #forceFolder}, in this order.
     *
     * @return its length, empty if there was none
     * @throws java.nio.file.AtomicMoveNotSupportedException if that is another file system
     */
    OptionalLong moveAside(FileName name, Aside aside) throws IOException;

    /** Where a file goes that is taken out. */
    @FunctionalInterface
    interface Aside {
        /** A path where nothing lies, in a directory that is there. Asked only if there is a file to go; may wait for the disk. */
        Path choose() throws IOException;
    }

    /** Makes durable which files there are in the folder where this one lies, or lay. */
    void forceFolder(FileName name) throws IOException;

    /**
     * Takes back what {@link #moveAside} took out, durable. That it left {@code aside} lasts once that directory is forced.
     *
     * @return false if there is a file of this name; it stays, durable, and so does the one aside
     * @throws java.nio.file.NoSuchFileException if nothing lies at {@code aside}
     */
    boolean bringBack(FileName name, Path aside) throws IOException;

    /** How many files of a kind there are and what they weigh, as far as the store has looked. */
    Count count(FileType type);

    /**
     * What {@link #count} tells.
     *
     * @param files how many there are
     * @param bytes their lengths together
     * @param newest when the last one came, {@link Instant#EPOCH} if none did
     */
    record Count(long files, long bytes, Instant newest) {}
}
