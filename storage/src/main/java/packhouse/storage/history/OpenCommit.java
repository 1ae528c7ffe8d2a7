package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Disk;

/**
 * The commit that deletes belong to now. A client deletes files one by one; those of one go make one commit, so that an owner reads
 * and takes back "what happened on Tuesday at nine" and not a thousand single deeds.
 */
final class OpenCommit {

    /** So long nothing was deleted: what comes then is another go. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** A commit ends after this, also without a pause: several clients may take turns without end. */
    static final Duration LONGEST = Duration.ofHours(1);

    /** Files in one commit: a folder of the trash stays small enough to be read at once. */
    static final int MAX_FILES = 50_000;

    private final Trash trash;
    private final Disk disk;
    private final InstantSource clock;
    private final Set<FileType> made = EnumSet.noneOf(FileType.class);
    private long number;
    private boolean open;
    private Instant began = Instant.EPOCH;
    private Instant touched = Instant.EPOCH;
    private int files;

    /** The name lies in the trash of this commit already, so the commit has to end. */
    static final class Taken extends IOException {
        private static final long serialVersionUID = 1;

        Taken(Path path) {
            super(path + ": was deleted twice in one commit");
        }
    }

    /** {@code last}: the highest number in use. */
    OpenCommit(Trash trash, Disk disk, InstantSource clock, long last) {
        this.trash = trash;
        this.disk = disk;
        this.clock = clock;
        this.number = last;
    }

    /** Whether the next delete should be in another commit. */
    synchronized boolean isOver() {
        Instant now = clock.instant();
        return open && (files >= MAX_FILES || now.isAfter(touched.plus(PAUSE)) || now.isAfter(began.plus(LONGEST)));
    }

    /** The next delete is in another commit. */
    synchronized void close() {
        open = false;
    }

    /** A number of its own for what is no delete. */
    synchronized long next() {
        open = false;
        return ++number;
    }

    /** Where a file goes that a commit hides. */
    record Place(long number, Path path) {}

    /**
     * A place for a file in the commit that is open, in a folder that is durable.
     *
     * @throws Taken if the commit has a file of this name
     */
    synchronized Place place(FileName name) throws IOException {
        if (!open) {
            number++;
            open = true;
            began = clock.instant();
            files = 0;
            made.clear();
        }
        if (!made.contains(name.type())) {
            trash.make(number, name.type());
            made.add(name.type());
        }
        Path path = trash.file(number, name);
        if (disk.look(path).isPresent()) {
            throw new Taken(path);
        }
        touched = clock.instant();
        files++;
        return new Place(number, path);
    }
}
