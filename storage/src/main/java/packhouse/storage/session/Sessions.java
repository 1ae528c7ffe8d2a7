package packhouse.storage.session;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Store;

/**
 * The sessions of one repository. Locks that came and went through the server it has to be told of; those of others it finds when it
 * looks. Every method may wait for the disk. Safe for many threads.
 *
 * <p>Whoever tells that a lock came must have stored it before, and may let its owner know only afterwards.
 */
public final class Sessions implements Closeable {

    /** An exclusive lock keeps the server from changing anything for so long after it came; restic calls it stale then. */
    public static final Duration EXCLUSIVE = Duration.ofMinutes(30);

    /** A lock file that nobody replaced for so long has no owner at work: restic replaces it every 5 minutes, and calls it stale after 30. */
    public static final Duration DEAD = Duration.ofMinutes(35);

    private final Store store;
    private final Disk disk;
    private final Path top;
    private final Path folder;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Consumer<String> talk;
    private final LockJournal journal;
    private final Lineages lineages = new Lineages();
    private boolean begun;
    private boolean complete;
    private Instant lastLook = Instant.EPOCH;
    private long lastForeign;

    /**
     * Those of the repository in {@code store}.
     *
     * @param top a directory that exists
     * @param folder a directory in it that need not, for the journal
     * @param nanos time that passes, whatever the clock says
     * @param talk is told of trouble with the journal
     */
    public Sessions(
            Store store,
            Disk disk,
            Path top,
            Path folder,
            InstantSource clock,
            LongSupplier nanos,
            Consumer<String> talk) {
        this.store = store;
        this.disk = disk;
        this.top = top;
        this.folder = folder;
        this.clock = clock;
        this.nanos = nanos;
        this.talk = talk;
        this.journal = new LockJournal(disk, folder.resolve(".sessions"));
    }

    /** A key of the repository while it is at hand. It is used only within the call that it is given to. */
    public record Key(RepositoryKey key, int version) {}

    /** A lock was stored. When this returns, its beginning is written down. */
    public synchronized void came(FileId lock, Optional<Key> key) throws IOException {
        Moment now = begin();
        if (lastLook.equals(Instant.EPOCH)) {
            look(key, Optional.of(lock), now);
        }
        tell(lock, key, now.wall(), now);
        lineages.told(lock);
    }

    /** A lock was removed. */
    public synchronized void went(FileId lock) throws IOException {
        lineages.went(lock, begin());
    }

    /** Looks which locks there are, and whose, if there is a key. */
    public synchronized void look(Optional<Key> key) throws IOException {
        look(key, Optional.empty(), begin());
    }

    private void look(Optional<Key> key, Optional<FileId> exceptOne, Moment now) throws IOException {
        Set<FileId> present = present();
        exceptOne.ifPresent(present::remove);
        // Came since the last look; perhaps long before if there were too many to know all, or the clock was put back.
        Instant since = lineages.isCrowded() || lastLook.isAfter(now.wall()) ? Instant.EPOCH : lastLook;
        boolean ended = lineages.only(present, now);
        for (FileId lock : present) {
            if (!lineages.knows(lock) || (key.isPresent() && !lineages.hasRead(lock))) {
                tell(lock, key, since, now);
            }
        }
        lastLook = now.wall();
        if (lineages.isCrowded() || lineages.foreign(EXCLUSIVE, now).isPresent()) {
            lastForeign = now.nanos();
        }
        if (ended || !complete) {
            write(now);
        }
    }

    private void tell(FileId lock, Optional<Key> key, Instant since, Moment now) throws IOException {
        Optional<Guest> guest = key.isPresent()
                ? new LockReader(store, key.get().key(), key.get().version()).read(lock)
                : Optional.empty();
        Optional<Lineages.Line> line = lineages.came(lock, guest, since, now);
        if (line.isPresent()) {
            write(line.get(), now);
        }
    }

    /** Clients ignore a lock without a byte. */
    private Set<FileId> present() throws IOException {
        Set<FileId> present = new HashSet<>();
        store.list(FileType.LOCKS).ifPresent(list -> list.parts().forEach(part -> addAll(present, part)));
        return present;
    }

    private static void addAll(Set<FileId> to, FileSet part) {
        for (int i = 0; i < part.count(); i++) {
            if (part.size(i) > 0) {
                to.add(part.id(i));
            }
        }
    }

    private Moment begin() throws IOException {
        Moment now = new Moment(clock.instant(), nanos.getAsLong());
        if (!begun) {
            Optional<List<Lineages.Line>> lines = journal.read();
            lines.ifPresentOrElse(known -> lineages.restore(known, now), () -> lineages.restoreNothing(now));
            // Nobody knows who was there before.
            lastForeign = now.nanos();
            begun = true;
        }
        if (lineages.meet(now) && complete) {
            write(now);
        }
        return now;
    }

    private void write(Lineages.Line line, Moment now) {
        if (!complete || journal.isDue()) {
            write(now);
            return;
        }
        try {
            journal.add(line);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void write(Moment now) {
        try {
            makeFolder();
            journal.write(lineages.lines(now));
            complete = true;
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /** Locks must get in on a full disk too, and who cleans it up is one of those that bring one. */
    private void giveUp(IOException cause) {
        if (complete) {
            talk.accept("which locks came is not written down for now: " + cause.getMessage());
        }
        complete = false;
        try {
            journal.forget();
        } catch (IOException e) {
            talk.accept("the list of locks is out of date and cannot be removed: " + e.getMessage());
        }
    }

    private void makeFolder() throws IOException {
        Path at = top;
        for (Path name : top.relativize(folder)) {
            Path next = at.resolve(name);
            if (disk.makeDirectory(next, Modes.PRIVATE)) {
                disk.forceDirectory(at);
            }
            at = next;
        }
    }

    /** Those that live, the oldest first. */
    public synchronized List<Session> live() throws IOException {
        return lineages.live(begin());
    }

    /** When the oldest session began that lives, as far as was looked; empty if none does. */
    public synchronized Optional<Instant> oldest() throws IOException {
        return lineages.oldest(begin());
    }

    /** Whether every session has ended that lived at this time, as far as was looked. */
    public synchronized boolean haveEnded(Instant time) throws IOException {
        return lineages.oldest(begin()).filter(since -> !since.isAfter(time)).isEmpty();
    }

    /** A session that lets nobody else in, or may not, by a lock younger than {@link #EXCLUSIVE}. */
    public synchronized Optional<Session> exclusive() throws IOException {
        return lineages.exclusive(EXCLUSIVE, begin());
    }

    /**
     * A session whose lock, younger than {@link #EXCLUSIVE}, did not come through the server: somebody works in the directory itself. After
     * a restart it may be a client's until its next refresh.
     */
    public synchronized Optional<Session> foreign() throws IOException {
        return lineages.foreign(EXCLUSIVE, begin());
    }

    /** Whether no such lock has been seen for {@link Lineages#GRACE}, as far as was looked. */
    public synchronized boolean isWithoutForeign() throws IOException {
        return begin().since(lastForeign).compareTo(Lineages.GRACE) >= 0;
    }

    /** Locks that came {@link #DEAD} ago, or that this process has known for so long, and that are still there as far as was looked. */
    public synchronized Map<FileId, Session> dead() throws IOException {
        return lineages.olderThan(DEAD, begin());
    }

    /** The name of a lock as a file. */
    public static FileName file(FileId lock) {
        return FileName.of(FileType.LOCKS, lock);
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
    }
}
