package packhouse.storage.custody;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import packhouse.protocol.FileId;

/**
 * Which packs the live index files name, by the first 64 bits of their names: 8 bytes a pack. Two packs of the same 64 bits do not happen
 * by chance, and if they did a file would be kept that nobody needs. Safe for many threads; never waits for the disk.
 */
final class NamedPacks {

    private final Semaphore room;
    private final Map<FileId, long[]> indexes = new HashMap<>();
    private final Set<FileId> coming = new HashSet<>();

    /** {@code room}: how many packs may still be remembered, of all repositories together. */
    NamedPacks(Semaphore room) {
        this.room = room;
    }

    /** An index file names these; not remembered if there is no room. */
    synchronized void put(FileId index, Collection<FileId> packs) {
        drop(index);
        if (room.tryAcquire(packs.size())) {
            long[] prefixes = packs.stream().mapToLong(FileId::a).sorted().toArray();
            indexes.put(index, prefixes);
        }
    }

    /** An index file is about to come: it counts as live until {@link #came} or {@link #drop}. */
    synchronized void expect(FileId index, Collection<FileId> packs) {
        put(index, packs);
        coming.add(index);
    }

    /** It has come. */
    synchronized void came(FileId index) {
        coming.remove(index);
    }

    /** An index file is gone. */
    synchronized void drop(FileId index) {
        coming.remove(index);
        long[] known = indexes.remove(index);
        if (known != null) {
            room.release(known.length);
        }
    }

    /** Only these index files are there. */
    synchronized void retain(Set<FileId> live) {
        List.copyOf(indexes.keySet()).stream()
                .filter(index -> !live.contains(index) && !coming.contains(index))
                .forEach(this::drop);
    }

    synchronized boolean knows(FileId index) {
        return indexes.containsKey(index);
    }

    /** Whether an index file that is known names this pack. */
    synchronized boolean names(FileId pack) {
        return indexes.values().stream().anyMatch(packs -> Arrays.binarySearch(packs, pack.a()) >= 0);
    }
}
