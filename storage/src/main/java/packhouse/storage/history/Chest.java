package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import packhouse.protocol.FileName;
import packhouse.storage.disk.Disk;

/** The trash of one repository with its log, open. */
final class Chest implements AutoCloseable {

    private final Trash trash;
    private final Segments segments;
    private final CommitLog log;
    private final OpenCommit commit;
    private final RisingClock clock;
    private final Lease lease;
    private final Staging staging;
    private final HiddenFiles hidden;

    private Chest(Disk disk, Path side, InstantSource clock) throws IOException {
        this.trash = new Trash(disk, Side.trash(side));
        this.segments = new Segments(disk, Side.log(side));
        this.log = new CommitLog(disk, segments);
        Book book = read(line -> {});
        List<Long> folders = trash.commits();
        long last = Math.max(book.lastNumber(), folders.isEmpty() ? 0 : folders.get(folders.size() - 1));
        this.clock = new RisingClock(clock, book.lastTime());
        this.commit = new OpenCommit(trash, disk, this.clock, last);
        this.lease = new Lease(disk, side);
        this.staging = new Staging(disk, side);
        this.hidden = new HiddenFiles(disk, trash, clock);
    }

    /** Reads the log to know where it ends. */
    static Chest open(Disk disk, Path side, InstantSource clock) throws IOException {
        return new Chest(disk, side, clock);
    }

    /** What is in the trash by what the log says. */
    Book read(Consumer<String> talk) throws IOException {
        Book book = new Book();
        segments.read(book, talk);
        return book;
    }

    /** Everything in the trash with one of these names. */
    List<Resting> find(Set<FileName> names) throws IOException {
        return read(line -> {}).files().stream()
                .filter(file -> names.contains(file.name()))
                .toList();
    }

    Trash trash() {
        return trash;
    }

    Segments segments() {
        return segments;
    }

    CommitLog log() {
        return log;
    }

    OpenCommit commit() {
        return commit;
    }

    InstantSource clock() {
        return clock;
    }

    Lease lease() {
        return lease;
    }

    Staging staging() {
        return staging;
    }

    HiddenFiles hidden() {
        return hidden;
    }

    @Override
    public void close() {
        log.close();
    }
}
