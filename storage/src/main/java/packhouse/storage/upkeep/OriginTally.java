package packhouse.storage.upkeep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import packhouse.storage.upkeep.Origins.Backup;

/**
 * Counts for each index file the copies in its packs of blobs that have several, and notes which roots lie there. Used by one thread.
 */
final class OriginTally {

    private final PackHomes homes;
    private final long[] counts;
    private final long[] bytes;
    private final List<Set<Backup>> roots = new ArrayList<>();
    private final List<Rooted> rooted;
    private int nextRoot;

    /**
     * A backup, and where its root stands among all blobs.
     *
     * @param ordinal of the root, -1 if no index lists it
     */
    record Rooted(int ordinal, Backup backup) {}

    OriginTally(PackHomes homes, List<Rooted> backups) {
        this.homes = homes;
        this.counts = new long[homes.count()];
        this.bytes = new long[homes.count()];
        for (int i = 0; i < homes.count(); i++) {
            roots.add(new HashSet<>());
        }
        this.rooted = backups.stream()
                .filter(backup -> backup.ordinal() >= 0)
                .sorted(Comparator.comparingInt(Rooted::ordinal))
                .toList();
    }

    /** The next blob, in the order of ordinals. */
    void look(int ordinal, Places blob) {
        if (blob.count() > 1) {
            for (int i = 0; i < blob.count(); i++) {
                counts[homes.of(blob.pack(i))]++;
                bytes[homes.of(blob.pack(i))] += blob.length(i);
            }
        }
        while (nextRoot < rooted.size() && rooted.get(nextRoot).ordinal() == ordinal) {
            for (int i = 0; i < blob.count(); i++) {
                roots.get(homes.of(blob.pack(i))).add(rooted.get(nextRoot).backup());
            }
            nextRoot++;
        }
    }

    /** What was counted. */
    List<Origins.Part> parts() {
        List<Origins.Part> parts = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            parts.add(new Origins.Part(homes.arrived(i), new Amount(counts[i], bytes[i]), List.copyOf(roots.get(i))));
        }
        return parts;
    }
}
