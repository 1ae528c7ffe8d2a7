package packhouse.protocol.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.admin.DedupView.Amount;

/**
 * What a repository is. Times are those of the clients' clocks, unless it says otherwise.
 *
 * @param repository its path as in its URL
 * @param bytes of all its files
 * @param packs stored pack files
 * @param indexFiles stored index files
 * @param snapshots stored snapshot files
 * @param locks stored lock files
 * @param lastBackupAt when the newest snapshot arrived, by the server's clock; empty if none did
 * @param keys whose password opens it, oldest first
 * @param damaged files that cannot be read
 * @param contents what only the password opens; empty without it
 * @param unlocked that the server holds its key; empty if it is sealed, and without a server
 */
public record ShowView(
        String repository,
        long bytes,
        Amount packs,
        Amount indexFiles,
        Amount snapshots,
        Amount locks,
        Optional<Instant> lastBackupAt,
        List<Key> keys,
        List<Damaged> damaged,
        Optional<Contents> contents,
        Optional<Views.Unlock> unlocked)
        implements Message {

    public ShowView {
        keys = List.copyOf(keys);
        damaged = List.copyOf(damaged);
    }

    @Override
    public String messageType() {
        return "summary";
    }

    /**
     * A password of the repository; what is told of it lies in the open.
     *
     * @param id of its file
     * @param host where it was made
     * @param user who made it
     * @param createdAt empty if the file does not say
     */
    public record Key(String id, String host, String user, Optional<Instant> createdAt) {}

    /** A file that cannot be read, and why. */
    public record Damaged(String file, String why) {}

    /**
     * What the password opens.
     *
     * @param version of the repository's format
     * @param id of the repository
     * @param groups snapshots by host and paths
     * @param locks that can be read, oldest first
     */
    public record Contents(int version, String id, List<Group> groups, List<Lock> locks) {
        public Contents {
            groups = List.copyOf(groups);
            locks = List.copyOf(locks);
        }
    }

    /**
     * Snapshots of the same paths of one host.
     *
     * @param snapshots how many
     * @param newestAt the time of the newest
     */
    public record Group(String host, List<String> paths, long snapshots, Instant newestAt) {
        public Group {
            paths = List.copyOf(paths);
        }
    }

    /**
     * A lock that a client holds, or left.
     *
     * @param refreshedAt when it was made or last confirmed
     * @param stale whether {@code restic unlock} would remove it for its age
     */
    public record Lock(
            String id, boolean exclusive, String host, String user, long pid, Instant refreshedAt, boolean stale) {}
}
