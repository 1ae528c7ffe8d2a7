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
 * @param sessions who is at work now, by what the server sees, the oldest first; empty without a server
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
        Optional<Views.Unlock> unlocked,
        List<Session> sessions)
        implements Message {

    public ShowView {
        keys = List.copyOf(keys);
        damaged = List.copyOf(damaged);
        sessions = List.copyOf(sessions);
    }

    /** The same with those who are at work. */
    public ShowView with(List<Session> present) {
        return new ShowView(
                repository,
                bytes,
                packs,
                indexFiles,
                snapshots,
                locks,
                lastBackupAt,
                keys,
                damaged,
                contents,
                unlocked,
                present);
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

    /**
     * Somebody at work.
     *
     * @param who host, user and process, if the server could read it
     * @param exclusive whether it lets nobody else in, as far as is known
     * @param since by the server's clock; empty if it may have been there before the server knew
     * @param silentSeconds since its last sign of life; clients give one every five minutes
     * @param hasLock false if its lock is gone: it has ended within the last half hour, or comes back
     */
    public record Session(
            String who, boolean exclusive, Optional<Instant> since, long silentSeconds, boolean hasLock) {}
}
