package packhouse.storage.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import packhouse.protocol.FileId;
import packhouse.storage.upkeep.RepositoryFacts.Lock;

/** Finds what is wrong with locks and keys. Pure. */
final class SideCheck {

    private SideCheck() {}

    /** Tells which locks nobody will remove, and which files cannot be read. */
    static void check(Locks locks, Keys keys, Instant now, Consumer<Finding> findings) {
        for (Lock lock : locks.readable()) {
            if (lock.stale()) {
                findings.accept(stale(lock, now));
            }
        }
        locks.damaged().forEach(file -> findings.accept(new SideFinding.LockUnreadable(file.id(), file.why())));
        keys.damaged().forEach(file -> findings.accept(new SideFinding.KeyUnreadable(file.id(), file.why())));
    }

    private static Finding stale(Lock lock, Instant now) {
        FileId id = lock.id();
        String owner = lock.user() + "@" + lock.host() + " (process " + lock.pid() + ")";
        return new SideFinding.StaleLock(id, lock.exclusive(), owner, words(Duration.between(lock.time(), now)));
    }

    private static String words(Duration age) {
        if (age.toDays() >= 2) {
            return age.toDays() + " days";
        }
        return age.toHours() >= 2 ? age.toHours() + " hours" : age.toMinutes() + " minutes";
    }
}
