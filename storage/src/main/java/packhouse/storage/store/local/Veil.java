package packhouse.storage.store.local;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import packhouse.protocol.FileId;

/** Names of one kind that a change of the server's own holds: no list has them, and uploads of them wait. */
final class Veil {

    /** Changes take well under a second; clients give up after five minutes without an answer. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<FileId, State> names = new ConcurrentHashMap<>();
    private final Lock turn = new ReentrantLock();
    private final Condition freed = turn.newCondition();

    /** What becomes of the file. */
    enum State {
        /** It is not there yet for anybody. */
        COMING,
        /** It is hidden, but whoever knows its name can read it. */
        LEAVING,
        /** It has left; what lies there is for those only who read the directory itself, until somebody wants the place. */
        LINGERING,
        /** The server's own, for those only who use the directory itself. */
        PRIVATE;

        /** Whether it is of a change that is under way, and ends with it. */
        boolean isPassing() {
            return this == COMING || this == LEAVING;
        }
    }

    void hold(FileId id, State state) {
        names.put(id, state);
    }

    void release(FileId id) {
        if (names.remove(id) != null) {
            turn.lock();
            try {
                freed.signalAll();
            } finally {
                turn.unlock();
            }
        }
    }

    boolean holds(FileId id) {
        return names.containsKey(id);
    }

    /** Whether there is no file for anybody who asks here for it. */
    boolean isAbsent(FileId id) {
        State state = names.get(id);
        return state != null && state != State.LEAVING;
    }

    boolean isLeaving(FileId id) {
        return names.get(id) == State.LEAVING;
    }

    boolean isLingering(FileId id) {
        return names.get(id) == State.LINGERING;
    }

    /** Whether a change holds it that ends soon. */
    boolean isPassing(FileId id) {
        State state = names.get(id);
        return state != null && state.isPassing();
    }

    /** Whether anything lingers. */
    boolean hasLingering() {
        return names.containsValue(State.LINGERING);
    }

    /** Those at this moment. */
    Set<FileId> ids() {
        return names.keySet();
    }

    /** Returns once the name is free. */
    void await(FileId id) throws IOException {
        turn.lock();
        try {
            long left = PATIENCE.toNanos();
            while (isPassing(id)) {
                if (left <= 0) {
                    throw new IOException(id + ": is held by a change that does not end");
                }
                left = freed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(id + ": interrupted while a change held it", e);
        } finally {
            turn.unlock();
        }
    }
}
