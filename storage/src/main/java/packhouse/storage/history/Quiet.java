package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;

/**
 * Whether a repository was without locks for a while. Without its password nobody can tell whose a lock is, so all of them
 * together count as one session. What a restart forgets, the time of change of the folder tells again: every lock that came or went
 * left its mark there.
 */
final class Quiet {

    /** Without a lock for so long, every session has ended or has lost its lock: restic renews its own every 5 minutes. */
    static final Duration SPAN = Duration.ofMinutes(30);

    /** A lock that old was renewed by another one or is a dead client's: restic takes one for stale after 30 minutes. */
    static final Duration LIFE = Duration.ofMinutes(35);

    private final Disk disk;
    private final Path locks;
    private final InstantSource clock;
    private volatile Optional<Instant> last = Optional.empty();

    Quiet(Disk disk, Path locks, InstantSource clock) {
        this.disk = disk;
        this.locks = locks;
        this.clock = clock;
    }

    /** When last the span had passed without a lock, as far as was looked. */
    Optional<Instant> last() {
        return last;
    }

    /** Looks now. */
    void look() throws IOException {
        Instant now = clock.instant();
        if (!now.isBefore(busy().plus(SPAN))) {
            last = Optional.of(now);
        }
    }

    /** The last moment at which there may have been a living lock. */
    private Instant busy() throws IOException {
        Optional<Attributes> folder = disk.look(locks);
        Instant busy = folder.map(Attributes::modified).orElse(Instant.EPOCH);
        List<String> names = new ArrayList<>();
        disk.list(locks, names::add);
        for (String name : names) {
            Instant dies = disk.look(locks.resolve(name))
                    .map(lock -> lock.modified().plus(LIFE))
                    .orElse(Instant.EPOCH);
            busy = dies.isAfter(busy) ? dies : busy;
        }
        return busy;
    }
}
