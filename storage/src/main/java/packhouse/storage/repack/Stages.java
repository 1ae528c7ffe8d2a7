package packhouse.storage.repack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long each stage of a run took, so that one that waits for the other can be seen: while a batch becomes real, the next one is
 * rewritten. Used by one thread.
 */
final class Stages {

    private final InstantSource clock;
    private final Instant begin;
    private Duration copying = Duration.ZERO;
    private Duration committing = Duration.ZERO;
    private Duration waiting = Duration.ZERO;

    /** They begin now. */
    Stages(InstantSource clock) {
        this.clock = clock;
        this.begin = clock.instant();
    }

    /**
     * A batch was rewritten while another became real.
     *
     * @param copied how long the one took
     * @param committed how long the other did; nothing if there was none
     */
    void add(Duration copied, Duration committed) {
        copying = copying.plus(copied);
        committing = committing.plus(committed);
        Duration longer = committed.minus(copied);
        waiting = waiting.plus(longer.isNegative() ? Duration.ZERO : longer);
    }

    /** All of it, as a sentence. */
    String sum() {
        return "of " + seconds(Duration.between(begin, clock.instant())) + ", packs were rewritten for "
                + seconds(copying)
                + " and steps became real for " + seconds(committing) + ", " + seconds(waiting)
                + " of that while nothing was rewritten";
    }

    /** As it stands in a log. */
    static String seconds(Duration time) {
        return Math.round(time.toMillis() / 100.0) / 10.0 + " s";
    }
}
