package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.store.Ledger;
import packhouse.storage.store.SwapStore;

/** Files that take the place of others in one instant, in a directory: what {@link SwapStore} has beyond a store. */
final class Swaps {

    private final Places places;
    private final LocalLayout layout;
    private final Disk disk;
    private final Folders folders;
    private final boolean lingers;
    private final Ledger ledger;
    private final Lock instant;

    /**
     * Those among {@code places}.
     *
     * @param lingers whether people read the directory itself
     * @param instant held by who shows and hides, while nobody lists
     */
    Swaps(Places places, LocalLayout layout, Disk disk, Folders folders, boolean lingers, Ledger ledger, Lock instant) {
        this.places = places;
        this.layout = layout;
        this.disk = disk;
        this.folders = folders;
        this.lingers = lingers;
        this.ledger = ledger;
        this.instant = instant;
    }

    OptionalLong lies(FileName name) throws IOException {
        Optional<Attributes> file = disk.look(layout.file(name)).filter(Attributes::isFile);
        return file.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(file.get().size());
    }

    OptionalLong expect(FileName name) throws IOException {
        return places.of(name).expect(LocalLayout.id(name), layout.file(name));
    }

    void moveIn(FileName name, Path from) throws IOException {
        Attributes found =
                disk.look(from).filter(Attributes::isFile).orElseThrow(() -> new NoSuchFileException(from.toString()));
        folders.make(List.of(layout.directory(name)));
        folders.secure();
        places.of(name).moveIn(LocalLayout.id(name), from, layout.file(name), found.size());
    }

    void replace(FileName name, Path from) throws IOException {
        Attributes found =
                disk.look(from).filter(Attributes::isFile).orElseThrow(() -> new NoSuchFileException(from.toString()));
        places.of(name).replace(LocalLayout.id(name), from, layout.file(name), found.size(), ledger);
    }

    void swap(Collection<FileName> came, Collection<FileName> leave) {
        AtomicLong weight = new AtomicLong();
        instant.lock();
        try {
            for (FileName name : leave) {
                Veil veil = places.of(name).veil();
                FileId id = LocalLayout.id(name);
                places.of(name).veil(id, () -> veil.hold(id, Veil.State.LEAVING), weight::addAndGet);
            }
            came.forEach(name -> release(name, weight::addAndGet));
            // At once: in between an upload could be refused for bytes that count twice.
            ledger.changed(weight.get());
        } finally {
            instant.unlock();
        }
    }

    boolean isLeaving(FileName name) {
        return places.of(name).veil().isLeaving(LocalLayout.id(name));
    }

    boolean moveOut(FileName name, Path to) throws IOException {
        return places.of(name).moveOut(LocalLayout.id(name), layout.file(name), to);
    }

    boolean putAside(FileName name, Path to) throws IOException {
        return mayLinger(name)
                ? places.of(name).linkOut(LocalLayout.id(name), layout.file(name), to)
                : moveOut(name, to);
    }

    private boolean mayLinger(FileName name) {
        return lingers && name.type() == FileType.DATA;
    }

    void linger(FileName name, Path aside) throws IOException {
        KnownDirectory directory = places.of(name);
        FileId id = LocalLayout.id(name);
        if (directory.veil().isPassing(id) || !disk.isSame(layout.file(name), aside)) {
            return;
        }
        if (mayLinger(name)) {
            directory.veil(id, () -> directory.veil().hold(id, Veil.State.LINGERING), ledger);
        } else {
            directory.leave(id, layout.file(name), aside);
        }
    }

    boolean leave(FileName name, Path aside) throws IOException {
        return places.of(name).leave(LocalLayout.id(name), layout.file(name), aside);
    }

    boolean hasLingering() {
        return places.of(FileType.DATA).get(0).veil().hasLingering();
    }

    void conceal(FileName name) {
        FileId id = LocalLayout.id(name);
        places.of(name).veil(id, () -> places.of(name).veil().hold(id, Veil.State.PRIVATE), ledger);
    }

    void reveal(FileName name) {
        FileId id = LocalLayout.id(name);
        places.of(name).veil(id, () -> places.of(name).veil().release(id), ledger);
    }

    void release(FileName name) {
        release(name, ledger);
    }

    void releaseAll() {
        places.all().forEach(KnownDirectory::release);
    }

    private void release(FileName name, Ledger payer) {
        FileId id = LocalLayout.id(name);
        KnownDirectory directory = places.of(name);
        if (directory.veil().isPassing(id)) {
            directory.veil(id, () -> directory.veil().release(id), payer);
        }
    }
}
