package packhouse.storage.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import packhouse.protocol.FileName;

/**
 * Files that no longer lie in the trash of a commit, and were not restored.
 *
 * @param number the commit that had hidden them
 */
record Gone(long number, Instant time, Why why, List<FileName> names) implements Entry {

    Gone {
        names = List.copyOf(names);
    }

    /** What became of them. */
    enum Why {
        /** They had rested long enough. */
        RESTED(1),
        /** The owner emptied the trash. */
        EMPTIED(2),
        /** They are not there, and nobody knows why. */
        MISSING(3),
        /** Somebody has proven that everything they hold is elsewhere. */
        RELEASED(4);

        private final int code;

        Why(int code) {
            this.code = code;
        }

        /** The byte on disk; never used for anything else. */
        int code() {
            return code;
        }

        static Optional<Why> of(int code) {
            return Stream.of(values()).filter(one -> one.code == code).findFirst();
        }
    }
}
