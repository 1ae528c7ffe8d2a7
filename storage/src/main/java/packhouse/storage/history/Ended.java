package packhouse.storage.history;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Puts the entries of the server's own commits together: what was done when one ended is a commit like any other. */
final class Ended {

    private final Map<Long, Intent> intents = new HashMap<>();
    private final Map<Long, Switch> switches = new HashMap<>();

    /** Takes the next entry; gives the commit that it ends, if it was in force. */
    Optional<Commit> accept(Entry entry) {
        if (entry instanceof Intent part) {
            intents.merge(part.number(), part, Intent::plus);
        } else if (entry instanceof Switch point) {
            // The first is when clients saw it; another one was written by a recovery.
            switches.putIfAbsent(point.number(), point);
        } else if (entry instanceof End end) {
            Optional<Intent> intent = Optional.ofNullable(intents.remove(end.number()));
            Optional<Switch> point = Optional.ofNullable(switches.remove(end.number()));
            return end.how() == End.How.DONE
                    ? intent.flatMap(known -> point.map(when ->
                            new Commit(known.number(), when.time(), known.cause(), known.shown(), known.hidden())))
                    : Optional.empty();
        }
        return Optional.empty();
    }
}
