package packhouse.storage.upkeep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import packhouse.protocol.FileId;
import packhouse.storage.upkeep.DedupReport.Origin;

/** Tells which backups wrote which index files, and so which copies. How is said at {@link Origin}. Pure; used once. */
final class Origins {

    /** When more backups may have done it, nobody is told anything by their names. */
    private static final int MAX_CANDIDATES = 8;

    private final List<Backup> backups;
    private final Set<Backup> taken = new HashSet<>();
    private final Map<List<Backup>, Part> groups = new HashMap<>();

    /**
     * A backup of which the snapshot is left.
     *
     * @param began by the clock of the client
     * @param arrived when the snapshot did, empty if the store does not tell
     */
    record Backup(FileId snapshot, String host, Instant began, Optional<Instant> arrived) {}

    /**
     * Packs that one index file lists.
     *
     * @param arrived when the index file did, empty if the store does not tell
     * @param copies in these packs, of blobs that have more than one
     * @param roots backups whose root lies in one of these packs
     */
    record Part(Optional<Instant> arrived, Amount copies, List<Backup> roots) {}

    private Origins(List<Backup> backups) {
        this.backups = backups;
    }

    /** The origins, most bytes first. */
    static List<Origin> of(List<Part> parts, List<Backup> backups) {
        Origins origins = new Origins(backups);
        // The last index file first: the fewer snapshots arrived after it, the fewer have to be told apart.
        parts.stream()
                .sorted(Comparator.comparing((Part part) -> part.arrived().orElse(Instant.MIN))
                        .reversed())
                .forEach(origins::add);
        return origins.groups.entrySet().stream()
                .map(group -> origin(group.getKey(), group.getValue()))
                .sorted(Comparator.comparingLong(
                                (Origin origin) -> origin.copies().bytes())
                        .reversed())
                .limit(DedupReport.MAX_ORIGINS)
                .toList();
    }

    private void add(Part part) {
        List<Backup> candidates = part.roots().isEmpty() ? running(part) : finished(part);
        if (!part.roots().isEmpty() && candidates.size() == 1) {
            taken.add(candidates.get(0));
        }
        if (part.copies().count() > 0) {
            groups.merge(candidates.size() > MAX_CANDIDATES ? List.of() : candidates, part, Origins::join);
        }
    }

    /** The backups that were going on when the index file arrived. */
    private List<Backup> running(Part part) {
        return backups.stream()
                .filter(backup -> part.arrived().isPresent()
                        && !backup.began().isAfter(part.arrived().get())
                        && arrivedAfter(backup, part))
                .toList();
    }

    /** Those whose root it lists. Parallel backups of the same may have uploaded the same root; each wrote it once. */
    private List<Backup> finished(Part part) {
        List<Backup> left = part.roots().stream()
                .filter(backup -> !taken.contains(backup) && arrivedAfter(backup, part))
                .toList();
        return left.isEmpty() ? part.roots() : left;
    }

    private static boolean arrivedAfter(Backup backup, Part part) {
        return !backup.arrived().orElse(Instant.MAX).isBefore(part.arrived().orElse(Instant.MIN));
    }

    private static Part join(Part one, Part other) {
        Optional<Instant> last =
                one.arrived().orElse(Instant.MIN).isAfter(other.arrived().orElse(Instant.MIN))
                        ? one.arrived()
                        : other.arrived();
        return new Part(last, one.copies().plus(other.copies()), List.of());
    }

    private static Origin origin(List<Backup> candidates, Part sum) {
        List<FileId> snapshots = new ArrayList<>();
        Set<String> hosts = new HashSet<>();
        for (Backup backup : candidates) {
            snapshots.add(backup.snapshot());
            hosts.add(backup.host());
        }
        return new Origin(snapshots, hosts.stream().sorted().toList(), sum.arrived(), sum.copies());
    }
}
