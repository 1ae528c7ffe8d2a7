package packhouse.storage.custody;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.format.FormatException;
import packhouse.storage.history.Caretaker;
import packhouse.storage.history.Cause;
import packhouse.storage.history.History;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Store;

/**
 * Sees to it that every pack which a live index names can be had, in one repository. A client's prune whose lock somebody removed deletes
 * packs that it does not know, and the index that lists them, of a backup that ended meanwhile, stays: without this the backup is lost.
 */
public final class Custody {

    /** Packs that all repositories together remember as named, at 8 bytes: 32 TiB of packs of 16 MiB. Beyond, only {@link #look} helps. */
    public static final int MAX_PACKS = 2_000_000;

    private final Store store;
    private final History history;
    private final Caretaker caretaker;
    private final NamedPacks named;
    private final Consumer<String> talk;

    /**
     * That of the repository in {@code store}.
     *
     * @param room of {@link #MAX_PACKS}, shared by all
     * @param talk is told what was shown again, and of index files that cannot be read
     */
    public Custody(Store store, History history, Caretaker caretaker, Semaphore room, Consumer<String> talk) {
        this.store = store;
        this.history = history;
        this.caretaker = caretaker;
        this.named = new NamedPacks(room);
        this.talk = talk;
    }

    /**
     * An index file was stored: what it names and what lies in a trash is shown again, before its client may count on it.
     *
     * @throws IOException if that failed; the client must not be told that the index is stored
     */
    public void arrived(FileId index, Unlocked repository) throws IOException {
        Optional<List<FileId>> packs = read(index, repository);
        if (packs.isPresent()) {
            named.put(index, packs.get());
            show(packs.get(), "an index that a client stored names them");
        }
    }

    /** An index that nobody can read names nothing for anybody. */
    private Optional<List<FileId>> read(FileId index, Unlocked repository) throws IOException {
        try {
            return IndexedPacks.read(repository, index);
        } catch (FormatException e) {
            talk.accept("index " + index + " cannot be read, so nobody knows what it needs: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The server itself is about to show an index file that names these packs. Holds until it is {@link #decided}. */
    public void expect(FileId index, Collection<FileId> packs) {
        named.expect(index, packs);
    }

    /** Whether it was shown. */
    public void decided(FileId index, boolean shown) {
        if (shown) {
            named.came(index);
        } else {
            named.drop(index);
        }
    }

    /** An index file was removed. */
    public void removed(FileId index) {
        named.drop(index);
    }

    /** Whether a live index is known to name this pack: then it must stay readable, also for who deletes it. */
    public boolean isNamed(FileId pack) {
        return named.names(pack);
    }

    /**
     * Looks at all live index files and shows again what they name and what lies in a trash.
     *
     * @param repository what reads index files that are not known yet; without it they are passed over
     */
    public void look(Optional<Unlocked> repository) throws IOException {
        Set<FileId> live = ids(FileType.INDEX);
        named.retain(live);
        Set<FileId> resting = resting();
        Set<FileId> wanted = new HashSet<>();
        for (FileId index : live) {
            if (repository.isPresent() && !named.knows(index)) {
                List<FileId> packs = read(index, repository.get()).orElse(List.of());
                named.put(index, packs);
                packs.stream().filter(resting::contains).forEach(wanted::add);
            }
        }
        resting.stream().filter(named::names).forEach(wanted::add);
        show(wanted, "a live index names them");
    }

    private Set<FileId> resting() throws IOException {
        Set<FileId> packs = new HashSet<>();
        for (Caretaker.Kept kept : caretaker.trash()) {
            if (kept.file().name().type() == FileType.DATA) {
                kept.file().name().digest().ifPresent(packs::add);
            }
        }
        return packs;
    }

    private Set<FileId> ids(FileType type) throws IOException {
        Set<FileId> ids = new HashSet<>();
        store.list(type).ifPresent(list -> list.parts().forEach(part -> addAll(ids, part)));
        return ids;
    }

    private static void addAll(Set<FileId> to, FileSet part) {
        for (int i = 0; i < part.count(); i++) {
            to.add(part.id(i));
        }
    }

    private void show(Collection<FileId> packs, String why) throws IOException {
        List<FileName> missing = new ArrayList<>();
        for (FileId pack : packs) {
            FileName name = FileName.of(FileType.DATA, pack);
            // One that a change is just taking away is still there to be read, and gone in a moment.
            if (store.size(name).isEmpty() || history.isLeaving(name)) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            int shown = history.show(missing, Cause.SHOWN_AGAIN);
            if (shown > 0) {
                talk.accept(shown + " packs that had been hidden or deleted are shown again: " + why);
            }
        }
    }
}
