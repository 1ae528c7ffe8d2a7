package packhouse.storage.history;

import java.io.IOException;
import java.util.Optional;

/** Asked at the last moment, while no upload of an index or a lock can be answered: whether a change may happen now. */
@FunctionalInterface
public interface Consent {

    /** Why not, as a sentence; empty if it may. Must be quick: clients wait. */
    Optional<String> objection() throws IOException;
}
