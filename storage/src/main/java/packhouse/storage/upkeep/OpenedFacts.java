package packhouse.storage.upkeep;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import packhouse.protocol.FileId;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.SnapshotFile;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.upkeep.RepositoryFacts.Contents;
import packhouse.storage.upkeep.RepositoryFacts.Damaged;
import packhouse.storage.upkeep.RepositoryFacts.Group;

/** Collects what only the password opens. Used once. */
final class OpenedFacts {

    private final Unlocked unlocked;
    private final Documents documents;
    private final Instant now;
    private final Map<String, Group> groups = new TreeMap<>();
    private final List<Damaged> damaged = new ArrayList<>();

    OpenedFacts(Unlocked unlocked, Instant now) {
        this.unlocked = unlocked;
        this.documents = new Documents(unlocked);
        this.now = now;
    }

    /** Reads them all; what is gone meanwhile is left out. */
    Contents collect(List<FileId> snapshots, List<FileId> lockFiles) throws IOException {
        for (FileId id : snapshots) {
            try {
                documents
                        .snapshot(id)
                        .ifPresent(snapshot -> groups.merge(key(snapshot), group(snapshot), OpenedFacts::join));
            } catch (FormatException e) {
                damaged.add(new Damaged(id, e.what()));
            }
        }
        Locks locks = Locks.read(lockFiles, documents, now);
        damaged.addAll(locks.damaged());
        return new Contents(
                unlocked.version(), unlocked.config().id(), List.copyOf(groups.values()), locks.readable(), damaged);
    }

    /** No path and no host name has a NUL. */
    private static String key(SnapshotFile snapshot) {
        return snapshot.hostname()
                + '\0'
                + String.join("\0", snapshot.paths().stream().sorted().toList());
    }

    private static Group group(SnapshotFile snapshot) {
        return new Group(
                snapshot.hostname(),
                snapshot.paths().stream().sorted().toList(),
                1,
                snapshot.time().toInstant());
    }

    private static Group join(Group one, Group other) {
        Instant newest = one.newest().isAfter(other.newest()) ? one.newest() : other.newest();
        return new Group(one.host(), one.paths(), one.snapshots() + other.snapshots(), newest);
    }
}
