package packhouse.storage.history;

import java.time.Instant;
import java.util.List;

/**
 * Files that a commit of the server's own has hidden and that still lie in the trash.
 *
 * @param since when they were hidden
 * @param lastRead when a client last read one of them; at the earliest the start of this process, because what was before that nobody knows
 */
public record Superseded(long commit, Instant since, Instant lastRead, List<Resting> files) {

    public Superseded {
        files = List.copyOf(files);
    }
}
