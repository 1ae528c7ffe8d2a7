package packhouse.storage.upkeep;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import packhouse.protocol.FileId;
import packhouse.storage.format.Compression;

/**
 * What the last question about a repository learned by compressing samples, so that the next one compresses only what is new in its own. For
 * that, a copy draws the same lot each time. One is for one repository; only numbers are kept, from which nobody learns what it
 * holds. Safe for many threads.
 */
public final class TrialMemory {

    private final long salt;
    private Map<Long, Outcome> last = Map.of();
    private Map<Long, Outcome> current = new HashMap<>();

    /**
     * What a trial gave.
     *
     * @param glimpsed what would be saved on the blob if all of it were like the pieces that were looked at
     * @param saved by each level that was tried on the whole of it
     */
    record Outcome(long glimpsed, Map<Compression, Long> saved) {}

    /** One that remembers nothing yet; {@code random} is a source that nobody can foretell. */
    public TrialMemory(RandomGenerator random) {
        this.salt = random.nextLong();
    }

    /** The lot of a copy, as good as random: its blob's name is a hash, and the place tells copies apart. */
    long lot(FileId blob, long offset) {
        long lot = blob.a() ^ salt ^ (offset * 0x9e3779b97f4a7c15L);
        lot = (lot ^ (lot >>> 30)) * 0xbf58476d1ce4e5b9L;
        lot = (lot ^ (lot >>> 27)) * 0x94d049bb133111ebL;
        return lot ^ (lot >>> 31);
    }

    /** What is known of the copy with this lot. */
    synchronized Optional<Outcome> recall(long lot) {
        return Optional.ofNullable(last.get(lot));
    }

    /** Keeps an outcome for the next question. */
    synchronized void keep(long lot, Outcome outcome) {
        current.put(lot, outcome);
    }

    /** The sample is complete: what was not kept since the last time is forgotten. */
    synchronized void end() {
        last = current;
        current = new HashMap<>();
    }
}
