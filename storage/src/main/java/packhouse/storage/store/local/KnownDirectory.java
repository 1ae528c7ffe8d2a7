package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import packhouse.protocol.FileId;
import packhouse.protocol.FileInfo;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Ledger;
import packhouse.storage.store.Store;

/**
 * One directory of a repository and what is known of it, so that a list costs one look at the directory and not one at each
 * file.
 *
 * <p>The set is believed only while the directory's time of change is the one it had when the set was read, and that time was
 * older than the coarsest time step of a file system then: a second change within the same step would leave no mark. The
 * server's own changes are noted in the set, but make it unbelieved too, because somebody else may have changed the
 * directory in the same instant. Reading again looks only at names that are new.
 *
 * <p>All changes of the server's own happen under this object's monitor, and so does reading: a file cannot move from one name to
 * another while a listing walks past it.
 */
final class KnownDirectory {

    /** The coarsest time step of any file system in use: two seconds on FAT and exFAT. */
    static final Duration TIME_STEP = Duration.ofSeconds(2);

    /** Changes are merged into the sorted set once they are this many, or an eighth of the set: amortised constant cost. */
    private static final int CHANGES_AT_LEAST = 64;

    private static final long GONE = -1;
    private static final Instant NEVER = Instant.MIN;

    private final LocalLayout layout;
    private final FileType type;
    private final int index;
    private final Surroundings around;

    private volatile FileSet known = FileSet.EMPTY;
    private Map<FileId, Long> changes = Map.of();
    private final Tally tally;
    private Instant believed = NEVER;
    private long charged;

    /**
     * What the directories of one kind in one repository share.
     *
     * @param ledger is told what the directories weigh
     * @param believesTimes whether the time of change of a directory can be trusted at all
     * @param settling files in their place but not yet durable: shown to nobody, lest somebody builds on a file that a power
     *     cut takes away
     */
    record Surroundings(Disk disk, InstantSource clock, Ledger ledger, boolean believesTimes, Set<FileId> settling) {}

    KnownDirectory(LocalLayout layout, FileType type, int index, Surroundings around) {
        this.layout = layout;
        this.type = type;
        this.index = index;
        this.around = around;
        this.tally = new Tally(type);
    }

    private Path path() {
        return layout.directory(type, index);
    }

    /** The files in the directory now; empty if it does not exist. */
    synchronized Optional<FileSet> read() throws IOException {
        Path path = path();
        Optional<Attributes> now = around.disk().look(path).filter(Attributes::isDirectory);
        if (now.isEmpty()) {
            become(FileSet.EMPTY, NEVER);
            return Optional.empty();
        }
        Instant modified = now.get().modified();
        if (!believed.equals(modified)) {
            boolean old = modified.plus(TIME_STEP).isBefore(around.clock().instant());
            become(scan(path), old && around.believesTimes() && type != FileType.LOCKS ? modified : NEVER);
        }
        return Optional.of(visible());
    }

    private FileSet visible() {
        merge();
        if (around.settling().isEmpty()) {
            return known;
        }
        Map<FileId, Long> hidden = new HashMap<>();
        around.settling().forEach(id -> hidden.put(id, GONE));
        return known.with(hidden);
    }

    private FileSet scan(Path path) throws IOException {
        List<String> names = new ArrayList<>();
        around.disk().list(path, names::add);
        merge();
        List<FileInfo> found = new ArrayList<>(names.size());
        for (String name : names) {
            Optional<FileId> id = LocalLayout.id(type, name);
            if (id.isPresent()) {
                size(id.get(), path.resolve(name)).ifPresent(size -> found.add(new FileInfo(id.get(), size)));
            }
        }
        return FileSet.of(found);
    }

    /** The size of an entry; empty if it vanished since the directory was read, or is no file. */
    private OptionalLong size(FileId id, Path path) throws IOException {
        OptionalLong before = known.find(id);
        if (before.isPresent()) {
            return before;
        }
        Optional<Attributes> file = around.disk().look(path).filter(Attributes::isFile);
        file.ifPresent(attributes -> tally.seen(attributes.modified()));
        return file.map(attributes -> OptionalLong.of(attributes.size())).orElseGet(OptionalLong::empty);
    }

    private void become(FileSet files, Instant at) {
        known = files;
        changes = Map.of();
        believed = at;
        tally.clear();
        for (int i = 0; i < files.count(); i++) {
            tally.add(files.size(i));
        }
        settle(around.ledger());
    }

    /** Renames a finished upload to its name, unless a file has that name already. */
    synchronized boolean place(FileId id, Path from, Path to, long size, Ledger payer) throws IOException {
        if (around.disk().look(to).isPresent()) {
            return false;
        }
        // Hidden first: a listing of another process aside, nobody may see it between the rename and the end of force.
        around.settling().add(id);
        try {
            around.disk().rename(from, to);
        } catch (IOException e) {
            around.settling().remove(id);
            throw e;
        }
        note(id, size, payer);
        return true;
    }

    /** Renames a verified upload over a stored copy that is damaged. It stays visible: it was there before. */
    synchronized void replace(FileId id, Path from, Path to, long size, Ledger payer) throws IOException {
        around.disk().rename(from, to);
        note(id, size, payer);
    }

    /** The file is durable from now on. */
    void settled(FileId id) {
        around.settling().remove(id);
    }

    /** Whether the file is in its place but may still be lost. */
    boolean isSettling(FileId id) {
        return around.settling().contains(id);
    }

    /** Removes a file; empty if there was none. */
    synchronized OptionalLong remove(FileId id, Path file) throws IOException {
        Optional<Attributes> before = around.disk().look(file);
        if (before.isEmpty() || !around.disk().delete(file)) {
            return OptionalLong.empty();
        }
        note(id, GONE, around.ledger());
        return OptionalLong.of(before.get().size());
    }

    /** Takes a size that was met elsewhere: if the set says otherwise, somebody changed the file in place. */
    void met(FileId id, long size) {
        OptionalLong before = known.find(id);
        if (before.isPresent() && before.getAsLong() != size) {
            synchronized (this) {
                note(id, size, around.ledger());
            }
        }
    }

    synchronized Store.Count count() {
        return tally.count();
    }

    private void note(FileId id, long size, Ledger payer) {
        if (changes.isEmpty()) {
            changes = new HashMap<>();
        }
        Long pending = changes.put(id, size);
        long before = pending != null ? pending : known.find(id).orElse(GONE);
        if (before != GONE) {
            tally.remove(before);
        }
        if (size != GONE) {
            tally.add(size);
            tally.seen(around.clock().instant());
        }
        believed = NEVER;
        settle(payer);
        if (changes.size() > CHANGES_AT_LEAST + known.count() / 8) {
            merge();
        }
    }

    private void merge() {
        if (!changes.isEmpty()) {
            known = known.with(changes);
            changes = Map.of();
        }
    }

    private void settle(Ledger payer) {
        long charge = tally.charge();
        payer.changed(charge - charged);
        charged = charge;
    }
}
