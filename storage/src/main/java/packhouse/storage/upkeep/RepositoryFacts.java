package packhouse.storage.upkeep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;

/**
 * What there is to say about a repository at one moment: a part that everybody can see who sees the files, and one that only the
 * password opens.
 *
 * @param packs stored packs, whether or not an index lists them
 * @param indexes index files
 * @param snapshots snapshot files
 * @param locks lock files
 * @param bytes all files together, keys and config included
 * @param lastBackup when the newest snapshot file arrived, by the time of change of its directory; empty if there is none
 * @param keys key files that can be read, oldest first
 * @param damagedKeys key files that cannot be read, and why
 * @param contents what the password opens; empty while the repository is sealed
 */
public record RepositoryFacts(
        Amount packs,
        Amount indexes,
        Amount snapshots,
        Amount locks,
        long bytes,
        Optional<Instant> lastBackup,
        List<Key> keys,
        List<Damaged> damagedKeys,
        Optional<Contents> contents) {

    public RepositoryFacts {
        keys = List.copyOf(keys);
        damagedKeys = List.copyOf(damagedKeys);
    }

    /**
     * A key file; all of this stands in it unsealed.
     *
     * @param host where it was made, may be empty
     * @param user who made it, may be empty
     * @param created when, by the clock of that client; empty if the file does not say
     */
    public record Key(FileId id, String host, String user, Optional<Instant> created) {}

    /** A file that cannot be read, and why. */
    public record Damaged(FileId id, String why) {}

    /**
     * What only the password opens.
     *
     * @param version of the format, 1 or 2
     * @param id random, 64 digits; clients name their caches after it
     * @param groups snapshots by host and paths, in the order of these
     * @param locks lock files that can be read, oldest first
     * @param damaged snapshot and lock files that cannot be read, and why
     */
    public record Contents(int version, String id, List<Group> groups, List<Lock> locks, List<Damaged> damaged) {
        public Contents {
            groups = List.copyOf(groups);
            locks = List.copyOf(locks);
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * Snapshots of the same paths of one host.
     *
     * @param host may be empty
     * @param paths sorted
     * @param snapshots how many, at least one
     * @param newest the newest time among them, by the clock of the client
     */
    public record Group(String host, List<String> paths, long snapshots, Instant newest) {
        public Group {
            paths = List.copyOf(paths);
        }
    }

    /**
     * A lock file.
     *
     * @param time of creation or of the last refresh, by the clock of the client
     * @param stale whether {@code restic unlock} would remove it for its age
     */
    public record Lock(FileId id, boolean exclusive, String host, String user, long pid, Instant time, boolean stale) {}
}
