package packhouse.storage.history;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether the clock is good enough to destroy files by it. A wrong clock is put right soon after the machine came up, so nothing is
 * destroyed in the first hour; and a clock that leaps forward has to be confirmed by a day that really passes, in which a person
 * can read the log. Used by one thread.
 */
public final class ClockWatch {

    /** After the start of the process. */
    public static final Duration SETTLING = Duration.ofHours(1);

    /** Further than this between two looks is a leap; a machine that slept for so long waits a day for nothing. */
    static final Duration LEAP = Duration.ofDays(1);

    /** After a leap. */
    static final Duration CONFIRMATION = Duration.ofDays(1);

    private final InstantSource clock;
    private final LongSupplier nanos;
    private Instant seen;
    private long seenNanos;
    private long trustedFrom;

    /** {@code nanos}: time that passes, whatever the clock says, as {@link System#nanoTime} tells it. */
    public ClockWatch(InstantSource clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.seen = clock.instant();
        this.seenNanos = nanos.getAsLong();
        this.trustedFrom = seenNanos + SETTLING.toNanos();
    }

    /** Looks at the clock; gives how long it will not be trusted, empty if it is. */
    public Optional<Duration> look() {
        Instant now = clock.instant();
        long nowNanos = nanos.getAsLong();
        Duration leapt = Duration.between(seen, now).minusNanos(nowNanos - seenNanos);
        seen = now;
        seenNanos = nowNanos;
        if (leapt.compareTo(LEAP) > 0) {
            trustedFrom = nowNanos + CONFIRMATION.toNanos();
        }
        return nowNanos - trustedFrom >= 0 ? Optional.empty() : Optional.of(Duration.ofNanos(trustedFrom - nowNanos));
    }
}
