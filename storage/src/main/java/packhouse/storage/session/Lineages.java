package packhouse.storage.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import packhouse.protocol.FileId;

/**
 * Sessions, made out of lock files that come and go. Decides by itself; whoever uses it sees to the files.
 *
 * <p>A session is all locks of one identity, as long as there is one, and for {@link #GRACE} after: if somebody else removed its lock
 * ({@code unlock --remove-all}), a client comes back with its next refresh and knows all that it knew before. Two sessions that look alike
 * (containers: process 1 of one hostname) are one that lasts longer.
 *
 * <p>Locks that could not be read are all of one session. It may be anybody's, so it began with the oldest that lived when it came; and
 * anybody may go on with it, so who comes while it lives began with it.
 */
final class Lineages {

    /** So long after its last lock file a session has ended: restic, from 0.15 on, gives up before, and refreshes every 5 minutes. */
    static final Duration GRACE = Duration.ofMinutes(30);

    /** Most lock files told apart, at some 200 bytes each; as many as a quota leaves free. Beyond, nobody has ended. */
    static final int MAX_LOCKS = 20_000;

    /** Most sessions: beyond, those whose lock is gone become one, so that clients who come and go cost no memory. */
    static final int MAX_LINEAGES = 2 * MAX_LOCKS;

    /** Of locks whose identity is not known. */
    static final FileId UNREAD = new FileId(0, 0, 0, 0);

    private final Map<FileId, Lock> locks = new HashMap<>();
    private final Map<FileId, Lineage> lineages = new HashMap<>();
    private Instant wall = Instant.EPOCH;
    private boolean crowded;

    /** {@code told}: it came through the server, in this process. */
    private record Lock(FileId tag, Optional<Guest> guest, long nanos, boolean told) {

        Lock(FileId tag, Optional<Guest> guest, long nanos) {
            this(tag, guest, nanos, false);
        }

        Lock of(Guest owner) {
            return new Lock(owner.tag(), Optional.of(owner), nanos, told);
        }
    }

    private static final class Lineage {
        Instant since;
        Optional<Guest> guest = Optional.empty();
        /** Whether it may go on without a lock: one of its went, or was there before anybody looked. */
        boolean outlives;

        int locks;
        long last;
        long gone;

        Lineage(Instant since, Moment now) {
            this.since = since;
            this.last = now.nanos();
            this.gone = now.nanos();
        }

        boolean isLive(Moment now) {
            return locks > 0 || (outlives && now.since(gone).compareTo(GRACE) < 0);
        }

        Session session(Moment now) {
            return new Session(
                    since,
                    guest.map(Guest::exclusive).orElse(false),
                    guest.map(Guest::name).orElse("somebody whose lock was not read"),
                    now.since(last),
                    locks > 0);
        }
    }

    /** A session and one of its locks, as it is written down; the lock is {@link #UNREAD} if it has none. */
    record Line(FileId lock, FileId tag, Instant since) {}

    /**
     * Time has gone on; to be told first, whatever happens. A clock that was put back makes all sessions older: what comes after it was put
     * back comes after they began.
     *
     * @return whether one has another beginning now than what was written down
     */
    boolean meet(Moment now) {
        boolean older = false;
        if (now.wall().isBefore(wall)) {
            for (Lineage lineage : lineages.values()) {
                older |= lineage.since.isAfter(now.wall());
                lineage.since = earlier(lineage.since, now.wall());
            }
        }
        wall = now.wall();
        return older;
    }

    /** What was written down before the process began: all of it counts as having been there until now. */
    void restore(Collection<Line> lines, Moment now) {
        wall = now.wall();
        for (Line line : lines) {
            Lock known = locks.get(line.lock());
            if (known != null) {
                // It was read after it had come.
                leave(line.lock(), known, now);
            }
            Instant since = earlier(line.since(), now.wall());
            if (line.lock().equals(UNREAD)) {
                lineage(line.tag(), now).since = since;
                lineage(line.tag(), now).outlives = true;
            } else if (locks.size() < MAX_LOCKS) {
                join(line.lock(), new Lock(line.tag(), Optional.empty(), now.nanos()), since, now);
                // The last word holds: an earlier session of the same identity may be long over.
                lineage(line.tag(), now).since = since;
            }
        }
    }

    /** Nothing was written down: whoever comes within the grace may have been there before everything. */
    void restoreNothing(Moment now) {
        wall = now.wall();
        lineage(UNREAD, now).since = Instant.EPOCH;
        lineage(UNREAD, now).outlives = true;
    }

    /**
     * A lock file came.
     *
     * @param guest whose it is; empty if that cannot be read
     * @param since when it came at the earliest
     * @return what is to be written down; empty if nothing is new
     */
    Optional<Line> came(FileId lock, Optional<Guest> guest, Instant since, Moment now) {
        if (locks.containsKey(lock)) {
            return guest.flatMap(known -> opened(lock, known, now));
        }
        if (locks.size() >= MAX_LOCKS) {
            crowded = true;
            return Optional.empty();
        }
        FileId tag = guest.map(Guest::tag).orElse(UNREAD);
        Instant begin = guest.isPresent()
                ? since(UNREAD, since, now)
                : oldest(now).map(old -> earlier(old, since)).orElse(since);
        return Optional.of(join(lock, new Lock(tag, guest, now.nanos()), begin, now));
    }

    /** A lock that could not be read before is this one's. */
    private Optional<Line> opened(FileId lock, Guest guest, Moment now) {
        Lock known = locks.getOrDefault(lock, new Lock(UNREAD, Optional.empty(), now.nanos()));
        if (known.tag().equals(guest.tag())) {
            lineage(guest.tag(), now).guest = Optional.of(guest);
            locks.put(lock, known.of(guest));
            return Optional.empty();
        }
        Instant since = since(known.tag(), now.wall(), now);
        leave(lock, known, now);
        return Optional.of(join(lock, known.of(guest), since, now));
    }

    private Line join(FileId id, Lock lock, Instant since, Moment now) {
        fold(now);
        Instant begin = since(lock.tag(), since, now);
        Lineage lineage = lineage(lock.tag(), now);
        lineage.since = begin;
        lineage.locks++;
        lineage.last = now.nanos();
        lineage.guest = lock.guest().or(() -> lineage.guest);
        locks.put(id, lock);
        return new Line(id, lock.tag(), begin);
    }

    private Lineage lineage(FileId tag, Moment now) {
        return lineages.computeIfAbsent(tag, key -> new Lineage(now.wall(), now));
    }

    private void leave(FileId id, Lock lock, Moment now) {
        locks.remove(id);
        Lineage lineage = lineage(lock.tag(), now);
        lineage.locks--;
        lineage.gone = now.nanos();
    }

    /** The beginning of what goes on with this session if it lives, at the latest {@code since}. */
    private Instant since(FileId tag, Instant since, Moment now) {
        Lineage lineage = lineages.get(tag);
        return lineage != null && lineage.isLive(now) ? earlier(lineage.since, since) : since;
    }

    /** A lock file is gone. */
    void went(FileId lock, Moment now) {
        Lock known = locks.get(lock);
        if (known != null) {
            leave(lock, known, now);
            lineage(known.tag(), now).outlives = true;
        }
    }

    /**
     * These are all the lock files there are; of those that are new it has still to be told.
     *
     * @return whether a session has ended that was written down
     */
    boolean only(Set<FileId> present, Moment now) {
        for (FileId lock : new HashSet<>(locks.keySet())) {
            if (!present.contains(lock)) {
                went(lock, now);
            }
        }
        crowded = false;
        return lineages.values().removeIf(lineage -> !lineage.isLive(now));
    }

    /** Too many sessions: those without a lock become one with those that nobody knows. */
    private void fold(Moment now) {
        if (lineages.size() < MAX_LINEAGES) {
            return;
        }
        lineages.values().removeIf(lineage -> !lineage.isLive(now));
        Predicate<Lineage> idle = lineage -> lineage.locks == 0;
        Optional<Instant> since =
                lineages.values().stream().filter(idle).map(one -> one.since).reduce(Lineages::earlier);
        if (since.isPresent()) {
            Instant begin = since(UNREAD, since.get(), now);
            lineages.values().removeIf(idle);
            Lineage unread = lineages.computeIfAbsent(UNREAD, key -> new Lineage(begin, now));
            unread.since = begin;
            unread.gone = now.nanos();
            unread.outlives = true;
        }
    }

    /** This lock came through the server. */
    void told(FileId lock) {
        locks.computeIfPresent(lock, (id, known) -> new Lock(known.tag(), known.guest(), known.nanos(), true));
    }

    /** A session with a lock that came less than so long ago, and not through the server, as far as this process knows. */
    Optional<Session> foreign(Duration age, Moment now) {
        for (Lock lock : locks.values()) {
            if (!lock.told() && now.since(lock.nanos()).compareTo(age) < 0) {
                return Optional.of(lineage(lock.tag(), now).session(now));
            }
        }
        return Optional.empty();
    }

    boolean knows(FileId lock) {
        return locks.containsKey(lock);
    }

    /** Whether it is known whose this lock is. */
    boolean hasRead(FileId lock) {
        Lock known = locks.get(lock);
        return known != null && known.guest().isPresent();
    }

    /** Whether there were so many locks at once that some were not told apart. */
    boolean isCrowded() {
        return crowded;
    }

    /** When the oldest session began that lives; empty if none does. */
    Optional<Instant> oldest(Moment now) {
        if (crowded) {
            return Optional.of(Instant.EPOCH);
        }
        return lineages.values().stream()
                .filter(lineage -> lineage.isLive(now))
                .map(lineage -> lineage.since)
                .reduce(Lineages::earlier);
    }

    /** The lock files that came at least so long ago, by what this process saw, and whose they are. */
    Map<FileId, Session> olderThan(Duration age, Moment now) {
        Map<FileId, Session> old = new HashMap<>();
        locks.forEach((id, lock) -> {
            if (now.since(lock.nanos()).compareTo(age) >= 0) {
                old.put(id, lineage(lock.tag(), now).session(now));
            }
        });
        return old;
    }

    /** A session with a lock that came less than so long ago and lets nobody else in, or may not. */
    Optional<Session> exclusive(Duration age, Moment now) {
        for (Lock lock : locks.values()) {
            boolean may = lock.guest().isEmpty() || lock.guest().get().exclusive();
            if (may && now.since(lock.nanos()).compareTo(age) < 0) {
                return Optional.of(lineage(lock.tag(), now).session(now));
            }
        }
        return Optional.empty();
    }

    /** Those that live, the oldest first. */
    List<Session> live(Moment now) {
        return lineages.values().stream()
                .filter(lineage -> lineage.isLive(now))
                .map(lineage -> lineage.session(now))
                .sorted((a, b) -> a.since().compareTo(b.since()))
                .toList();
    }

    /** All that has to be known after a restart. */
    List<Line> lines(Moment now) {
        List<Line> lines = new ArrayList<>();
        lineages.forEach((tag, lineage) -> {
            if (lineage.locks == 0 && lineage.isLive(now)) {
                lines.add(new Line(UNREAD, tag, lineage.since));
            }
        });
        locks.forEach((id, lock) -> lines.add(new Line(id, lock.tag(), since(lock.tag(), now.wall(), now))));
        return lines;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
