package packhouse.storage.session;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Now, by two clocks: what the calendar says, which somebody may set, and how long the process has run, which nobody can. What is
 * compared with the times of commits goes by the first, and spans go by the second.
 *
 * @param wall whole milliseconds, cut off like the times of commits: a session that began before a commit never seems to be younger
 */
record Moment(Instant wall, long nanos) {

    Moment {
        wall = wall.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What has passed since an earlier one. */
    Duration since(long earlierNanos) {
        return Duration.ofNanos(nanos - earlierNanos);
    }
}
