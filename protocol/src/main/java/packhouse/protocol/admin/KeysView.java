package packhouse.protocol.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a repository; all of this lies in the open.
 *
 * @param keys oldest first
 * @param damaged key files that cannot be read
 */
public record KeysView(String repository, List<Key> keys, List<ShowView.Damaged> damaged) implements Message {

    public KeysView {
        keys = List.copyOf(keys);
        damaged = List.copyOf(damaged);
    }

    /**
     * A key.
     *
     * @param id of its file
     * @param user who made it, as that said
     * @param host where
     * @param createdAt empty if the file does not say
     * @param current whether it is the one that the password opened which came with the question
     */
    public record Key(String id, String user, String host, Optional<Instant> createdAt, boolean current) {}

    @Override
    public String messageType() {
        return "summary";
    }
}
