package packhouse.server.keys;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import packhouse.protocol.RepoPath;
import packhouse.storage.repository.Repositories;

/** The keys that are held, at most one for each repository; whatever leaves the table is wiped. Never waits. */
final class KeyTable {

    /** A key has a kilobyte with what belongs to it; nobody has more repositories. */
    static final int MAX_KEYS = Repositories.MAX_REPOSITORIES;

    private final InstantSource clock;
    private final Map<RepoPath, HeldKey> keys = new HashMap<>();
    private final Set<RepoPath> shut = new HashSet<>();
    private boolean closed;

    KeyTable(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Holds a key that a person gave, in the place of an older one.
     *
     * @throws IOException if there are too many; the key is wiped
     */
    synchronized void put(RepoPath path, HeldKey key) throws IOException {
        HeldKey old = keys.get(path);
        if (closed || (old == null && keys.size() >= MAX_KEYS)) {
            key.wipe();
            throw new IOException(
                    closed ? "the server is about to stop" : "the server holds " + MAX_KEYS + " keys already");
        }
        keys.put(path, key);
        shut.remove(path);
        if (old != null) {
            old.wipe();
        }
    }

    /**
     * Holds a key that was found, unless somebody was faster or locked the repository while its password was tried; then the key is
     * wiped.
     */
    synchronized boolean offer(RepoPath path, HeldKey key) {
        if (closed || shut.contains(path) || keys.containsKey(path) || keys.size() >= MAX_KEYS) {
            key.wipe();
            return false;
        }
        keys.put(path, key);
        return true;
    }

    /** The key, empty if there is none or its time is over. */
    synchronized Optional<HeldKey> get(RepoPath path) {
        return Optional.ofNullable(keys.get(path)).filter(key -> !key.isOver(clock.instant()));
    }

    /** Whether a person locked the repository, so that only a person unlocks it. */
    synchronized boolean isShut(RepoPath path) {
        return shut.contains(path);
    }

    /** Forgets this key; tells whether it was still there. */
    synchronized boolean remove(RepoPath path, HeldKey key) {
        key.wipe();
        return keys.remove(path, key);
    }

    /** Forgets the key and holds none before a person gives it; tells whether there was one. */
    synchronized boolean shut(RepoPath path) {
        // Bounded like the keys: what is beyond opens by itself again, which a server with so many repositories has to
        // bear.
        if (shut.size() < MAX_KEYS) {
            shut.add(path);
        }
        HeldKey old = keys.remove(path);
        if (old != null) {
            old.wipe();
        }
        return old != null;
    }

    /** Forgets the keys whose time is over, and tells whose they were. */
    synchronized List<RepoPath> expire() {
        Instant now = clock.instant();
        List<RepoPath> over = new ArrayList<>();
        keys.forEach((path, key) -> {
            if (key.isOver(now)) {
                key.wipe();
                over.add(path);
            }
        });
        over.forEach(keys::remove);
        return over;
    }

    /** Forgets all of them, and holds none any more. */
    synchronized void close() {
        closed = true;
        keys.values().forEach(HeldKey::wipe);
        keys.clear();
    }
}
