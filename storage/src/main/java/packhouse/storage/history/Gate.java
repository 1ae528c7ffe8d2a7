package packhouse.storage.history;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * What clients change, and what they are answered about uploads, goes through it side by side. It is closed where a commit ends, where the
 * log is put in order, and by a replacement until that is real. A thread may wait for it while it holds the monitor of the {@link Vault},
 * never the other way round.
 */
final class Gate {

    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** It is closed until this is. */
    interface Closed extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until nobody is in it, and keeps everybody out. */
    Closed close() {
        lock.writeLock().lock();
        return lock.writeLock()::unlock;
    }

    /** Does something to live files, beside others who do. */
    <T> T through(Deed<T> deed) throws IOException {
        lock.readLock().lock();
        try {
            return deed.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Waits until it is open; false if that takes longer than {@code most}. */
    boolean pass(Duration most) {
        try {
            boolean passed = lock.readLock().tryLock(most.toNanos(), TimeUnit.NANOSECONDS);
            if (passed) {
                lock.readLock().unlock();
            }
            return passed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
