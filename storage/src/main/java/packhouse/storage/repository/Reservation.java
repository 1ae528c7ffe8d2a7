package packhouse.storage.repository;

import packhouse.storage.store.Ledger;

/** What one upload holds of the quota: it grows as bytes arrive, and turns into what the stored file weighs, or into nothing. */
final class Reservation implements Ledger {

    private final Quota quota;
    private long held;

    Reservation(Quota quota) {
        this.quota = quota;
    }

    /** Holds {@code bytes} in all; false if they do not fit, and then what was held before stays held. */
    synchronized boolean hold(long bytes) {
        if (bytes > held) {
            if (!quota.take(bytes - held)) {
                return false;
            }
            held = bytes;
        }
        return true;
    }

    /** The file took its place: in one step, what was held goes and what it weighs comes. */
    @Override
    public synchronized void changed(long delta) {
        quota.changed(delta - held);
        held = 0;
    }

    /** Gives back what is still held. */
    synchronized void release() {
        quota.changed(-held);
        held = 0;
    }
}
