package packhouse.storage.repository;

import java.util.concurrent.atomic.AtomicLong;
import packhouse.storage.store.Ledger;

/**
 * How many bytes all repositories together may hold. What is on disk and what uploads under way have reserved is one number, so
 * that uploads that run at once cannot pass the limit together.
 */
public final class Quota implements Ledger {

    private final long max;
    private final AtomicLong used = new AtomicLong();
    private volatile boolean counted;

    /** A quota of this many bytes; zero or less means none. */
    public Quota(long max) {
        this.max = max > 0 ? max : Long.MAX_VALUE;
    }

    /** Everything on disk is counted in. */
    void counted() {
        counted = true;
    }

    /** Whether everything on disk is counted in, so that {@link #used} can be believed. */
    public boolean isCounted() {
        return counted;
    }

    /** Whether there is a limit at all. */
    public boolean isLimited() {
        return max != Long.MAX_VALUE;
    }

    /** The limit in bytes. */
    public long max() {
        return max;
    }

    /** Bytes stored and reserved now. */
    public long used() {
        return used.get();
    }

    @Override
    public void changed(long delta) {
        used.addAndGet(delta);
    }

    /** Takes {@code bytes} if they fit. */
    boolean take(long bytes) {
        long before;
        do {
            before = used.get();
            if (bytes > max - before) {
                return false;
            }
        } while (!used.compareAndSet(before, before + bytes));
        return true;
    }

    /** Room for one upload that has not begun to arrive. */
    Reservation reservation() {
        return new Reservation(this);
    }
}
