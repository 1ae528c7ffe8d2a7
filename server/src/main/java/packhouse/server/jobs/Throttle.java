package packhouse.server.jobs;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Keeps a {@link Pace}: asks what time it is and what clients do, and rests. */
final class Throttle {

    /** Whoever rests looks so often whether he should end. */
    private static final long SLICE_NANOS = 100_000_000;

    private final Pace pace;
    private final Supplier<Load> load;
    private final LongSupplier nanos;
    private final Sleep sleep;

    /** Lets time pass. */
    @FunctionalInterface
    interface Sleep {
        /** Returns after so many nanoseconds, or earlier. */
        void nanos(long nanos);
    }

    Throttle(Pace pace, Supplier<Load> load, LongSupplier nanos, Sleep sleep) {
        this.pace = pace;
        this.load = load;
        this.nanos = nanos;
        this.sleep = sleep;
    }

    /** Rests as long as it has to be after {@code bytes} of work, and calls {@code look} now and then, which may end it by throwing. */
    void rest(long bytes, Runnable look) {
        long now = nanos.getAsLong();
        long until = now + pace.rest(now, bytes, load.get());
        for (long left = until - now; left > 0; left = until - nanos.getAsLong()) {
            sleep.nanos(Math.min(left, SLICE_NANOS));
            look.run();
        }
    }

    /** Waits a while. */
    void pause(long pauseNanos, Runnable look) {
        long until = nanos.getAsLong() + pauseNanos;
        for (long left = pauseNanos; left > 0; left = until - nanos.getAsLong()) {
            sleep.nanos(Math.min(left, SLICE_NANOS));
            look.run();
        }
    }
}
