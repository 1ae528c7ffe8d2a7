package packhouse.server.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Time that passes only when somebody sleeps. */
final class ManualTime implements InstantSource, LongSupplier {

    private static final Instant START = Instant.parse("2026-11-28T07:00:00Z");

    private long nanos;

    @Override
    public Instant instant() {
        return START.plusNanos(nanos);
    }

    @Override
    public long getAsLong() {
        return nanos;
    }

    void pass(Duration duration) {
        nanos += duration.toNanos();
    }

    void sleep(long span) {
        nanos += span;
    }
}
