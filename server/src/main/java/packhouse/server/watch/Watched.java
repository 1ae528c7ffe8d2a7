package packhouse.server.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.server.http.Attendant.Caller;
import packhouse.server.keys.Lease;
import packhouse.storage.custody.Custody;
import packhouse.storage.history.Consent;
import packhouse.storage.history.History;
import packhouse.storage.repository.Repository;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.session.Session;
import packhouse.storage.session.Sessions;

/** One repository that is watched. */
final class Watched {

    /** A client waits so long for a commit when it brings a lock; the commit of a batch takes less. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(2);

    /** The same if the lock may be an exclusive one, which promises that nothing changes: less than clients wait for an answer. */
    private static final Duration EXCLUSIVE_PATIENCE = Duration.ofMinutes(1);

    /** Most locks of which it is remembered who brought them, at 300 bytes. */
    private static final int MAX_ORIGINS = 20_000;

    private final History history;
    private final Sessions sessions;
    private final Custody custody;
    private final Keys keys;
    private final Consumer<String> talk;
    private final Map<FileId, Caller> origins = new LinkedHashMap<>();
    /** A pack was deleted that an index names, or nobody has looked yet whether one was. */
    private final AtomicBoolean due = new AtomicBoolean(true);

    /** Where the key of the repository comes from. */
    interface Keys {
        /** The repository if its key is held; the caller closes it. */
        Optional<Lease> held() throws IOException;

        /** The same, but a password that stands ready is tried. */
        Optional<Lease> any() throws IOException;
    }

    Watched(History history, Sessions sessions, Custody custody, Keys keys, Consumer<String> talk) {
        this.history = history;
        this.sessions = sessions;
        this.custody = custody;
        this.keys = keys;
        this.talk = talk;
    }

    private static Optional<Sessions.Key> key(Optional<Lease> lease) {
        return lease.map(Lease::repository).map(opened -> new Sessions.Key(opened.key(), opened.version()));
    }

    private static void close(Optional<Lease> lease) {
        lease.ifPresent(Lease::close);
    }

    /** A lock was stored: from now on its owner is at work, and no commit comes between this and its answer. */
    void lockCame(FileId lock, Caller by) throws IOException {
        Optional<Lease> lease = keys.held();
        try {
            sessions.came(lock, key(lease));
        } finally {
            close(lease);
        }
        remember(lock, by);
        if (!history.pass(LOCK_PATIENCE)
                && sessions.exclusive().isPresent()
                && !history.pass(EXCLUSIVE_PATIENCE.minus(LOCK_PATIENCE))) {
            throw new IOException("a change of the server's own does not end, so nobody can have the repository alone");
        }
    }

    private synchronized void remember(FileId lock, Caller by) {
        if (origins.size() < MAX_ORIGINS) {
            origins.put(lock, by);
        }
    }

    private synchronized Optional<Caller> origin(FileId lock) {
        return Optional.ofNullable(origins.get(lock));
    }

    void lockWent(FileId lock) throws IOException {
        synchronized (this) {
            origins.remove(lock);
        }
        sessions.went(lock);
        // Whoever deleted what others need may be gone by this.
        due.set(true);
    }

    /** An index was stored: what it names is there before its client hears of it. */
    void indexCame(FileId index) throws IOException {
        history.pass();
        Optional<Lease> lease = keys.any();
        try {
            if (lease.isPresent()) {
                custody.arrived(index, lease.get().repository());
            }
        } finally {
            close(lease);
        }
    }

    void indexWent(FileId index) {
        custody.removed(index);
    }

    OptionalLong deletePack(Repository repository, FileName name, FileId pack) throws IOException {
        boolean needed = custody.isNamed(pack);
        OptionalLong size = repository.delete(name, needed);
        // A change may have come in between whose index names it.
        if (size.isPresent() && (needed || custody.isNamed(pack))) {
            due.set(true);
            talk.accept("pack " + pack + " was deleted by a client though an index names it; it can still be read, and "
                    + "is shown again when no client holds an exclusive lock");
        }
        return size;
    }

    /** Why nothing may be changed now by the server's own doing. */
    Consent consent() {
        return () -> {
            look();
            return sessions.exclusive().map(session -> "an exclusive lock is held: " + session.name());
        };
    }

    private void look() throws IOException {
        Optional<Lease> lease = keys.held();
        try {
            sessions.look(key(lease));
        } finally {
            close(lease);
        }
    }

    /** Who is at work now. A session whose beginning nobody knows, and that has no lock, is only a possibility. */
    List<Session> present() throws IOException {
        look();
        return sessions.live().stream()
                .filter(session -> session.hasLock() || !session.since().equals(Instant.EPOCH))
                .toList();
    }

    /** Looks who is at work, and shows again what was deleted though it is needed, once nobody is at it any more. */
    void round() throws IOException {
        look();
        if (sessions.exclusive().isEmpty() && due.getAndSet(false)) {
            try {
                custody();
            } catch (IOException | RuntimeException e) {
                due.set(true);
                throw e;
            }
        }
    }

    /** Shows again what live index files name. */
    void custody() throws IOException {
        Optional<Lease> lease = keys.held();
        try {
            Optional<Unlocked> opened = lease.map(Lease::repository);
            custody.look(opened);
            // Until its index files can be read.
            due.compareAndSet(false, opened.isEmpty());
        } finally {
            close(lease);
        }
    }

    void custody(Unlocked opened) throws IOException {
        custody.look(Optional.of(opened));
    }

    /** Takes dead locks away, but for those whose owner is still heard of. */
    void retire(Predicate<Caller> heardOf) throws IOException {
        List<FileName> dead = new ArrayList<>();
        for (Map.Entry<FileId, Session> lock : sessions.dead().entrySet()) {
            if (origin(lock.getKey()).filter(heardOf).isEmpty()) {
                dead.add(Sessions.file(lock.getKey()));
                talk.accept("lock " + lock.getKey() + " goes to the trash: "
                        + lock.getValue().name()
                        + ", not refreshed for "
                        + lock.getValue().silent().toMinutes() + " min");
            }
        }
        if (!dead.isEmpty()) {
            history.retire(dead);
            for (FileName lock : dead) {
                lockWent(lock.digest().orElseThrow());
            }
        }
    }

    Custody custodian() {
        return custody;
    }

    Sessions sessions() {
        return sessions;
    }
}
