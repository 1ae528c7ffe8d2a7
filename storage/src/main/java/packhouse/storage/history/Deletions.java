package packhouse.storage.history;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import packhouse.protocol.FileName;
import packhouse.storage.disk.Disk;
import packhouse.storage.store.SwapStore;

/** Takes out of the store what clients delete, and keeps it in the trash. Deletes run side by side. */
final class Deletions {

    /** How often a file may be deleted, uploaded and deleted again while one delete is at it; more is somebody's bug. */
    private static final int MAX_RACES = 8;

    private final SwapStore store;
    private final Disk disk;
    private final Vault vault;
    private final Gate gate;

    Deletions(SwapStore store, Disk disk, Vault vault, Gate gate) {
        this.store = store;
        this.disk = disk;
        this.vault = vault;
        this.gate = gate;
    }

    /** Takes one away and gives its length, empty if there is none; {@code needed}: it can still be read by its name. */
    OptionalLong delete(FileName name, boolean needed) throws IOException {
        if (vault.chest().isEmpty() && store.size(name).isEmpty()) {
            // No trash is made for what is not there; but it may have been removed a moment ago and not yet forced.
            store.forceFolder(name);
            return OptionalLong.empty();
        }
        // Its monitor is not asked for if there is one: somebody may work on the trash for minutes.
        Chest chest = vault.chest().isPresent() ? vault.chest().get() : vault.make();
        boolean over = chest.commit().isOver();
        for (int race = 0; race < MAX_RACES; race++) {
            if (over) {
                vault.end(chest);
            }
            try {
                return gate.through(() -> hide(chest, name, needed));
            } catch (OpenCommit.Taken e) {
                // The next commit has room for it.
                over = true;
            }
        }
        throw new IOException(name + ": appears and vanishes while it is being deleted");
    }

    private OptionalLong hide(Chest chest, FileName name, boolean needed) throws IOException {
        long[] commit = new long[1];
        OptionalLong size = store.moveAside(name, () -> {
            OpenCommit.Place place = chest.commit().place(name);
            commit[0] = place.number();
            if (needed) {
                chest.hidden().keep(place.number(), name);
            }
            return place.path();
        });
        if (size.isPresent()) {
            // Not the number that is the highest by now: something else may have begun a commit meanwhile.
            record(chest, commit[0], new Commit.Hidden(name, size.getAsLong()));
        }
        store.forceFolder(name);
        return size;
    }

    private void record(Chest chest, long commit, Commit.Hidden hidden) throws IOException {
        try {
            chest.log().append(new Commit(commit, chest.clock().instant(), Cause.DELETED, List.of(), List.of(hidden)));
            // Where it is first, then where it was: the other way round a power cut could take it from both.
            disk.forceDirectory(chest.trash().folder(commit, hidden.name().type()));
        } catch (IOException | RuntimeException e) {
            vault.disturbed();
            throw e;
        }
    }

    /** Takes locks away whose owners are gone; gives how many there were. */
    int retire(Collection<FileName> locks) throws IOException {
        vault.make();
        return vault.exclusively(chest -> new Retirement(store, disk, chest).run(locks))
                .orElse(0);
    }
}
