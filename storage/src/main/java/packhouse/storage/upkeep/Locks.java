package packhouse.storage.upkeep;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import packhouse.protocol.FileId;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.LockFile;
import packhouse.storage.upkeep.RepositoryFacts.Damaged;
import packhouse.storage.upkeep.RepositoryFacts.Lock;

/**
 * The locks of a repository.
 *
 * @param readable oldest first
 * @param damaged those that cannot be read
 */
record Locks(List<Lock> readable, List<Damaged> damaged) {

    /** {@code restic unlock} removes a lock that is older: its owner refreshes it every five minutes. */
    static final Duration STALE = Duration.ofMinutes(30);

    Locks {
        readable = List.copyOf(readable);
        damaged = List.copyOf(damaged);
    }

    /** Reads these locks; what is gone meanwhile is left out. */
    static Locks read(List<FileId> ids, Documents documents, Instant now) throws IOException {
        List<Lock> readable = new ArrayList<>();
        List<Damaged> damaged = new ArrayList<>();
        for (FileId id : ids) {
            try {
                documents.lock(id).ifPresent(lock -> readable.add(lock(id, lock, now)));
            } catch (FormatException e) {
                damaged.add(new Damaged(id, e.what()));
            }
        }
        readable.sort(Comparator.comparing(Lock::time));
        return new Locks(readable, damaged);
    }

    private static Lock lock(FileId id, LockFile lock, Instant now) {
        Instant time = lock.time().toInstant();
        return new Lock(
                id,
                lock.exclusive(),
                lock.hostname(),
                lock.username(),
                lock.pid(),
                time,
                time.plus(STALE).isBefore(now));
    }
}
