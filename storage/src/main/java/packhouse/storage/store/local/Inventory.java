package packhouse.storage.store.local;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import packhouse.protocol.FileId;
import packhouse.protocol.FileType;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Ledger;
import packhouse.storage.store.Store;

/**
 * What is known of the files in one directory, and what they weigh. Guarded by the monitor of its {@link KnownDirectory}, except
 * {@link #merged}.
 */
final class Inventory {

    /** Stands for the size of a file that is not there. */
    static final long GONE = -1;

    /** Changes are merged into the sorted set once they are this many, or an eighth of the set: amortised constant cost. */
    private static final int CHANGES_AT_LEAST = 64;

    private final Tally tally;
    private final Predicate<FileId> veiled;
    private volatile FileSet known = FileSet.EMPTY;
    private Map<FileId, Long> changes = Map.of();
    private long charged;

    /** {@code veiled}: files that do not count, because others stand for them. */
    Inventory(FileType type, Predicate<FileId> veiled) {
        this.tally = new Tally(type);
        this.veiled = veiled;
    }

    /** The size of a file, {@link #GONE} if none is known. */
    long find(FileId id) {
        Long pending = changes.get(id);
        return pending != null ? pending : known.find(id).orElse(GONE);
    }

    /** The size of a file as it was known some time ago; may be called without the monitor. */
    OptionalLong merged(FileId id) {
        return known.find(id);
    }

    /** All files but those hidden. */
    FileSet files(Set<FileId> hidden) {
        merge();
        Map<FileId, Long> gone = new HashMap<>();
        // A kind of files shares what is hidden; only few of these lie in this directory.
        for (FileId id : hidden) {
            if (known.find(id).isPresent()) {
                gone.put(id, GONE);
            }
        }
        return gone.isEmpty() ? known : known.with(gone);
    }

    /** Forgets what was known: these are the files. */
    void become(FileSet files, Ledger payer) {
        known = files;
        changes = Map.of();
        tally.clear();
        for (int i = 0; i < files.count(); i++) {
            count(files.id(i), files.size(i), 1);
        }
        settle(payer);
    }

    private void count(FileId id, long size, int sign) {
        if (size != GONE && !veiled.test(id)) {
            tally.count(size, sign);
        }
    }

    /** Counts anew after {@code change}, which veils this file, or lifts the veil. */
    void veil(FileId id, Runnable change, Ledger payer) {
        count(id, find(id), -1);
        change.run();
        count(id, find(id), 1);
        settle(payer);
    }

    /** A file came, has another size now, or (with {@link #GONE}) went. */
    void note(FileId id, long size, Ledger payer) {
        long before = find(id);
        if (changes.isEmpty()) {
            changes = new HashMap<>();
        }
        changes.put(id, size);
        count(id, before, -1);
        count(id, size, 1);
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

    /** A file changed then. */
    void seen(Instant modified) {
        tally.seen(modified);
    }

    Store.Count count() {
        return tally.count();
    }
}
