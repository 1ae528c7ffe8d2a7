package packhouse.storage.repack;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Who else works in the repository. */
public interface Presence {

    /** Nobody does: it is held by this process alone, and no client reaches it. */
    Presence NOBODY = new Presence() {
        @Override
        public Optional<Instant> oldest() {
            return Optional.empty();
        }

        @Override
        public Optional<String> objection() {
            return Optional.empty();
        }
    };

    /** Since when the oldest of the sessions lives that have not ended; empty if there is none. */
    Optional<Instant> oldest() throws IOException;

    /** Why nothing may be changed just now, as a sentence; empty if it may. Asked inside of a change, so it must be quick. */
    Optional<String> objection() throws IOException;
}
