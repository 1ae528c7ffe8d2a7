package packhouse.storage.upkeep;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import packhouse.protocol.FileId;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.SnapshotFile;
import packhouse.storage.upkeep.RepositoryFacts.Damaged;

/**
 * The snapshots that were there at one moment.
 *
 * @param readable those that can be read
 * @param damaged those that cannot
 */
record Roots(List<Root> readable, List<Damaged> damaged) {

    /**
     * A snapshot, as far as it says what it needs and who made it.
     *
     * @param tree its root
     * @param began when the backup began, by the clock of the client, unless its command said another time
     */
    record Root(FileId snapshot, FileId tree, String host, Instant began) {}

    Roots {
        readable = List.copyOf(readable);
        damaged = List.copyOf(damaged);
    }

    /** Reads these snapshots; one that is gone meanwhile is left out. */
    static Roots read(List<FileId> ids, Documents documents) throws IOException {
        List<Root> readable = new ArrayList<>(ids.size());
        List<Damaged> damaged = new ArrayList<>();
        for (FileId id : ids) {
            try {
                Optional<SnapshotFile> file = documents.snapshot(id);
                file.ifPresent(snapshot -> readable.add(new Root(
                        id,
                        snapshot.tree(),
                        snapshot.hostname(),
                        snapshot.time().toInstant())));
            } catch (FormatException e) {
                damaged.add(new Damaged(id, e.what()));
            }
        }
        return new Roots(readable, damaged);
    }

    /**
     * Those that are still there. One that a client has forgotten meanwhile needs nothing any more, and a prune may have taken it
     * already; one that is there after the index was read had everything in the index.
     */
    Roots among(List<FileId> later) {
        Set<FileId> ids = new HashSet<>(later);
        return new Roots(
                readable.stream().filter(root -> ids.contains(root.snapshot())).toList(),
                damaged.stream().filter(file -> ids.contains(file.id())).toList());
    }

    /** How many there are. */
    int count() {
        return readable.size() + damaged.size();
    }
}
