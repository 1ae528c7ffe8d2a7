package packhouse.storage.repack;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;

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

    /**
     * A change is about to show this index file: from now on the packs that it names can be read, also by who deletes them. A client that
     * planned before the change knows the file that it replaces, not this one.
     */
    default void expect(FileId index, List<FileId> packs) {}

    /** The end of that: whether it was shown. */
    default void decided(FileId index, boolean shown) {}

    /** Why nothing may be changed just now, as a sentence; empty if it may. Asked inside of a change, so it must be quick. */
    Optional<String> objection() throws IOException;
}
