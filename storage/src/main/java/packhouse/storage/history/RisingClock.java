package packhouse.storage.history;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A clock that never goes back: a file deleted while the clock was behind must not rest shorter once that is put right. */
final class RisingClock implements InstantSource {

    private final InstantSource clock;
    private Instant last;

    /** Starts not before {@code floor}. */
    RisingClock(InstantSource clock, Instant floor) {
        this.clock = clock;
        this.last = floor;
    }

    @Override
    public synchronized Instant instant() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        last = now.isAfter(last) ? now : last;
        return last;
    }
}
