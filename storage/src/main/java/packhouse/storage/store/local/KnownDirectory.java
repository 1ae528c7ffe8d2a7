package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import packhouse.protocol.FileId;
import packhouse.protocol.FileInfo;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Ledger;
import packhouse.storage.store.Store;

/**
 * One directory of a repository and what is known of it, so that a list costs one look at the directory and not one at each
 * file.
 *
 * <p>What is known is believed only while the directory's time of change is the one it had when it was read, and that time was
 * older than the coarsest time step of a file system then: a second change within the same step would leave no mark. The
 * server's own changes are noted, but make it unbelieved too, because somebody else may have changed the directory in the same
 * instant. Reading again looks only at names that are new; at all of them if only others can have changed the directory, for
 * they may have replaced a damaged file.
 *
 * <p>All changes of the server's own happen under this object's monitor, and so does reading: a file cannot move from one name to
 * another while a listing walks past it.
 */
final class KnownDirectory {

    /** The coarsest time step of any file system in use: two seconds on FAT and exFAT. */
    static final Duration TIME_STEP = Duration.ofSeconds(2);

    private static final Instant NEVER = Instant.MIN;

    private final LocalLayout layout;
    private final FileType type;
    private final int index;
    private final Surroundings around;
    private final Inventory inventory;

    private Instant modifiedWhenRead = NEVER;
    private boolean believed;
    private boolean changedSince;

    /**
     * What the directories of one kind in one repository share.
     *
     * @param ledger is told what the directories weigh
     * @param believesTimes whether the time of change of a directory can be trusted at all
     */
    record Surroundings(
            Disk disk, InstantSource clock, Ledger ledger, boolean believesTimes, Settling settling, Veil veil) {}

    KnownDirectory(LocalLayout layout, FileType type, int index, Surroundings around) {
        this.layout = layout;
        this.type = type;
        this.index = index;
        this.around = around;
        this.inventory = new Inventory(type, around.veil()::holds);
    }

    /** The files in the directory now; empty if it does not exist. */
    synchronized Optional<FileSet> read() throws IOException {
        Path path = layout.directory(type, index);
        Optional<Attributes> now = around.disk().look(path).filter(Attributes::isDirectory);
        if (now.isEmpty()) {
            become(FileSet.EMPTY, NEVER, false);
            return Optional.empty();
        }
        Instant modified = now.get().modified();
        if (!believed || !modified.equals(modifiedWhenRead)) {
            boolean old = modified.plus(TIME_STEP).isBefore(around.clock().instant());
            boolean othersOnly = !changedSince && !modified.equals(modifiedWhenRead);
            become(scan(path, othersOnly), modified, old && around.believesTimes() && type != FileType.LOCKS);
        }
        return Optional.of(inventory.files(hidden()));
    }

    private Set<FileId> hidden() {
        Set<FileId> hidden = new HashSet<>(around.settling().ids());
        hidden.addAll(veiled());
        return hidden;
    }

    /** A kind of files shares the veil; only some of what it holds lies in this directory. */
    private List<FileId> veiled() {
        return around.veil().ids().stream()
                .filter(id -> type != FileType.DATA || id.firstByte() == index)
                .toList();
    }

    private void become(FileSet files, Instant modified, boolean believe) {
        inventory.become(files, around.ledger());
        modifiedWhenRead = modified;
        believed = believe;
        changedSince = false;
    }

    private FileSet scan(Path path, boolean lookAtAll) throws IOException {
        List<String> names = new ArrayList<>();
        around.disk().list(path, names::add);
        List<FileInfo> found = new ArrayList<>(names.size());
        for (String name : names) {
            Optional<FileId> id = LocalLayout.id(type, name);
            if (id.isPresent()) {
                long known = lookAtAll ? Inventory.GONE : inventory.find(id.get());
                long size = known == Inventory.GONE ? size(path.resolve(name)) : known;
                if (size != Inventory.GONE) {
                    found.add(new FileInfo(id.get(), size));
                }
            }
        }
        return FileSet.of(found);
    }

    /** The size of an entry; {@link Inventory#GONE} if it vanished since the directory was read, or is no file. */
    private long size(Path entry) throws IOException {
        Optional<Attributes> file = around.disk().look(entry).filter(Attributes::isFile);
        file.ifPresent(attributes -> inventory.seen(attributes.modified()));
        return file.map(Attributes::size).orElse(Inventory.GONE);
    }

    /**
     * Renames a finished upload to its name, unless something has that name already, or {@link Veil} holds it. The file is hidden until
     * {@link Settling} lets it go.
     */
    synchronized boolean place(FileId id, Path from, Path to, long size, Ledger payer, Object owner)
            throws IOException {
        boolean lingers = around.veil().isLingering(id);
        if (!lingers && (around.veil().holds(id) || around.disk().look(to).isPresent())) {
            return false;
        }
        // Hidden first: a listing of another process aside, nobody may see it between the rename and the end of the
        // force.
        around.settling().add(id, owner);
        try {
            if (lingers) {
                move(from, to);
            } else {
                around.disk().rename(from, to);
            }
        } catch (IOException e) {
            around.settling().remove(id, owner);
            throw e;
        }
        if (lingers) {
            veil(id, () -> around.veil().release(id), payer);
        }
        note(id, size, payer);
        return true;
    }

    /** Renames a verified upload over a stored copy that is damaged. It stays visible: it was there before. */
    synchronized void replace(FileId id, Path from, Path to, long size, Ledger payer) throws IOException {
        around.disk().rename(from, to);
        note(id, size, payer);
    }

    Settling settling() {
        return around.settling();
    }

    /** Removes a file; empty if there was none. */
    synchronized OptionalLong remove(FileId id, Path file) throws IOException {
        Optional<Attributes> before = deletable(id, file);
        if (before.isEmpty() || !around.disk().delete(file)) {
            return OptionalLong.empty();
        }
        note(id, Inventory.GONE, around.ledger());
        return OptionalLong.of(before.get().size());
    }

    /** Renames a file out of the directory; empty if there was none. */
    synchronized OptionalLong moveAside(FileId id, Path file, Store.Aside aside) throws IOException {
        Optional<Attributes> before = deletable(id, file);
        if (before.isEmpty()) {
            return OptionalLong.empty();
        }
        around.disk().rename(file, aside.choose());
        note(id, Inventory.GONE, around.ledger());
        return OptionalLong.of(before.get().size());
    }

    /** What is leaving anyway is gone for who deletes it, and what is coming is not there yet. */
    private Optional<Attributes> deletable(FileId id, Path file) throws IOException {
        return around.veil().holds(id)
                ? Optional.empty()
                : around.disk().look(file).filter(Attributes::isFile);
    }

    Veil veil() {
        return around.veil();
    }

    /** Holds the name of a file that is coming, unless something lies there; gives the length of that. */
    synchronized OptionalLong expect(FileId id, Path file) throws IOException {
        Optional<Attributes> there = around.disk().look(file);
        if (there.isPresent() && !around.veil().isLingering(id)) {
            return OptionalLong.of(there.get().size());
        }
        veil(id, () -> around.veil().hold(id, Veil.State.COMING), around.ledger());
        return OptionalLong.empty();
    }

    /** Changes what the veil holds of this file. */
    synchronized void veil(FileId id, Runnable change, Ledger payer) {
        inventory.veil(id, change, payer);
    }

    /** The veil holds nothing in this directory any longer. */
    synchronized void release() {
        for (FileId id : veiled()) {
            if (around.veil().isPassing(id)) {
                veil(id, () -> around.veil().release(id), around.ledger());
            }
        }
    }

    /** Also if both are names of one file already, which a rename would leave so. */
    private void move(Path from, Path to) throws IOException {
        if (around.disk().isSame(from, to)) {
            around.disk().delete(from);
        } else {
            around.disk().rename(from, to);
        }
    }

    /** Removes the name of a file in this directory if it is another name of {@code aside}; whatever else lies there is shown. */
    synchronized boolean leave(FileId id, Path file, Path aside) throws IOException {
        boolean lingers = around.disk().isSame(file, aside);
        if (lingers) {
            around.disk().delete(file);
            note(id, Inventory.GONE, around.ledger());
        }
        if (around.veil().isLingering(id)) {
            veil(id, () -> around.veil().release(id), around.ledger());
        }
        return lingers;
    }

    /**
     * Lets what lies there be found at another path too, and linger here; false if nothing lies here. Where no file can have two names it
     * is renamed.
     */
    synchronized boolean linkOut(FileId id, Path file, Path to) throws IOException {
        if (around.disk().look(file).filter(Attributes::isFile).isEmpty()) {
            return false;
        }
        if (!around.disk().isSame(file, to)) {
            // What a step before this one that was cut off left there.
            around.disk().delete(to);
            try {
                around.disk().link(file, to);
            } catch (NoSpaceException e) {
                throw e;
            } catch (IOException e) {
                return moveOut(id, file, to);
            }
        }
        veil(id, () -> around.veil().hold(id, Veil.State.LINGERING), around.ledger());
        return true;
    }

    /** Renames a file of this size to its place. */
    synchronized void moveIn(FileId id, Path from, Path to, long size) throws IOException {
        move(from, to);
        note(id, size, around.ledger());
    }

    /** Renames what lies there to another path; false if nothing does. */
    synchronized boolean moveOut(FileId id, Path file, Path to) throws IOException {
        if (around.disk().look(file).filter(Attributes::isFile).isEmpty()) {
            return false;
        }
        move(file, to);
        note(id, Inventory.GONE, around.ledger());
        return true;
    }

    /** A file was met with this size: if another is known, somebody replaced it behind the server's back. */
    void met(FileId id, Path file, long size) throws IOException {
        if (inventory.merged(id).orElse(Inventory.GONE) != size) {
            compare(id, file, size);
        }
    }

    private synchronized void compare(FileId id, Path file, long size) throws IOException {
        long known = inventory.find(id);
        if (known != Inventory.GONE && known != size) {
            // Looked at again, because our own upload may have replaced it since it was met.
            note(id, size(file), around.ledger());
        }
    }

    private void note(FileId id, long size, Ledger payer) {
        inventory.note(id, size, payer);
        if (size != Inventory.GONE) {
            inventory.seen(around.clock().instant());
        }
        believed = false;
        changedSince = true;
    }

    synchronized Store.Count count() {
        return inventory.count();
    }
}
