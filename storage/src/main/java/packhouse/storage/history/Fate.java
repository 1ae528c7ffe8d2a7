package packhouse.storage.history;

import java.time.Instant;

/**
 * What becomes of a file in the trash.
 *
 * @param until when its rest is over
 */
public record Fate(State state, Instant until) {

    /** Why it is still there. */
    public enum State {
        /** It has not rested long enough. */
        RESTS,
        /** It has, but since it was deleted there were always locks: somebody may still count on it. */
        WAITS_FOR_QUIET,
        /** It has, and goes once somebody has proven that everything it holds is elsewhere. */
        WAITS_FOR_PROOF,
        /** The next round destroys it. */
        DUE
    }
}
