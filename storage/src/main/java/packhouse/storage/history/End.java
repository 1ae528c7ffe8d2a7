package packhouse.storage.history;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** A commit of the server's own is over: nothing of it waits to be done, and files of its names are files like any other. */
record End(long number, Instant time, How how) implements Entry {

    /** How it ended. */
    enum How {
        /** It is in force, and what it hid lies in its trash. */
        DONE(1),
        /** It never was in force, and nothing is left of it but what may lie in its trash. */
        WITHDRAWN(2),
        /** Something of it was not where it should be, so everything that was there stays to be seen. */
        KEPT(3);

        private final int code;

        How(int code) {
            this.code = code;
        }

        /** The byte on disk; never used for anything else. */
        int code() {
            return code;
        }

        static Optional<How> of(int code) {
            return Stream.of(values()).filter(one -> one.code == code).findFirst();
        }
    }
}
