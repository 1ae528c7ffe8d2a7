package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;

/**
 * Where the trash and the log of one repository lie: in the state directory, or, where files cannot be renamed to there because the
 * repository has a file system of its own, in a folder {@code .packhouse} of the repository. No client can name that folder, and no
 * repository can have it.
 */
public final class Side {

    private static final String INSIDE = ".packhouse";
    private static final String TRASH = ".trash";
    private static final String LOG = ".commitlog";

    /** A name that no list shows and that the next start clears away, like a cut off upload's. */
    private static final String PROBE = "config.packhouse-temp0";

    private final Disk disk;
    private final Path state;
    private final Path outside;
    private final Path repository;

    /**
     * The place beside {@code repository}.
     *
     * @param state the state directory, which exists
     * @param outside the folder of this repository in it, which need not
     */
    public Side(Disk disk, Path state, Path outside, Path repository) {
        this.disk = disk;
        this.state = state;
        this.outside = outside;
        this.repository = repository;
    }

    static Path trash(Path side) {
        return side.resolve(TRASH);
    }

    static Path log(Path side) {
        return side.resolve(LOG);
    }

    /** The place, if there is one already. */
    Optional<Path> find() throws IOException {
        for (Path side : List.of(repository.resolve(INSIDE), outside)) {
            if (isDirectory(trash(side))) {
                return Optional.of(side);
            }
        }
        return Optional.empty();
    }

    /** The place, made if it has to be, durable. Which one it is has been tried, not guessed. */
    Path make() throws IOException {
        Optional<Path> found = find();
        Path side = found.isPresent() ? found.get() : choose();
        Path top = side.equals(outside) ? state : repository;
        make(top, log(side));
        // Last: by this folder the place is found again.
        make(top, trash(side));
        return side;
    }

    private Path choose() throws IOException {
        make(state, outside);
        if (reaches(outside)) {
            return outside;
        }
        Path inside = repository.resolve(INSIDE);
        make(repository, inside);
        if (reaches(inside)) {
            return inside;
        }
        throw new IOException(repository + ": deleted files cannot be kept, because its folders are on several file "
                + "systems; with --trash-deleted 0 they are removed at once");
    }

    private boolean reaches(Path side) throws IOException {
        Path data = repository.resolve("data");
        return reaches(side, repository) && (!isDirectory(data) || reaches(side, data));
    }

    private boolean reaches(Path side, Path folder) throws IOException {
        Path here = side.resolve(PROBE);
        Path there = folder.resolve(PROBE);
        disk.delete(here);
        disk.create(here, Modes.PRIVATE).close();
        try {
            disk.rename(here, there);
            disk.delete(there);
            return true;
        } catch (AtomicMoveNotSupportedException e) {
            disk.delete(here);
            return false;
        }
    }

    /** Makes a directory and those between it and {@code top}. Forced whether or not they are new: a process that died may have made them. */
    private void make(Path top, Path directory) throws IOException {
        Path at = top;
        for (Path folder : top.relativize(directory)) {
            Path next = at.resolve(folder);
            disk.makeDirectory(next, Modes.PRIVATE);
            disk.forceDirectory(at);
            at = next;
        }
    }

    private boolean isDirectory(Path path) throws IOException {
        return disk.look(path).filter(Attributes::isDirectory).isPresent();
    }
}
