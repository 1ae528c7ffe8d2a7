package packhouse.storage.upkeep;

import java.io.IOException;
import java.util.BitSet;
import packhouse.protocol.FileId;
import packhouse.storage.catalog.PackTable;
import packhouse.storage.catalog.Progress;
import packhouse.storage.store.FileList;

/**
 * Compares the packs that the index lists with those that are stored, both in the order of their names.
 *
 * <p>The store is listed before the index is read, so that no pack seems to be in no index only because its index file came
 * later; what seems to be missing is looked for once more by whoever asks.
 */
final class PackSurvey {

    /** Packs between two reports. */
    private static final int REPORT = 1 << 12;

    private final PackTable packs;
    private final PackShapes shapes;
    private final BitSet odd;
    private final Orphans orphans;
    private long indexed;
    private Amount unindexed = Amount.NONE;

    /** Is told of files that no index lists. */
    @FunctionalInterface
    interface Orphans {
        /** {@code marked}: whether rustic's list of packs to delete names it. */
        void orphan(FileId pack, long size, boolean marked);
    }

    private PackSurvey(PackTable packs, Orphans orphans) {
        this.packs = packs;
        this.orphans = orphans;
        this.shapes = new PackShapes(packs.count());
        this.odd = new BitSet();
    }

    /** Compares. */
    static PackSurvey of(PackTable packs, FileList stored, Orphans orphans, Progress progress) throws IOException {
        PackSurvey survey = new PackSurvey(packs, orphans);
        progress.begin(Progress.Phase.PACKS, packs.count(), 0);
        survey.compare(new StoredPacks(stored), progress);
        return survey;
    }

    private void compare(StoredPacks stored, Progress progress) throws IOException {
        boolean more = stored.next();
        for (int pack = 0; pack < packs.count(); pack++) {
            FileId id = packs.id(pack);
            while (more && stored.id().compareTo(id) < 0) {
                orphan(stored, false);
                more = stored.next();
            }
            boolean found = more && stored.id().equals(id);
            if (!packs.isMarked(pack)) {
                describe(pack, found);
                odd.set(pack, found && stored.size() != packs.expectedSize(pack));
            } else if (found) {
                orphan(stored, true);
            }
            more = found ? stored.next() : more;
            if ((pack + 1) % REPORT == 0) {
                progress.advance(REPORT, 0);
            }
        }
        while (more) {
            orphan(stored, false);
            more = stored.next();
        }
    }

    /** Looks again for what was missing, in a later list: a pack may have come meanwhile, together with its index file. */
    void lookAgain(FileList later) throws IOException {
        StoredPacks stored = new StoredPacks(later);
        boolean more = stored.next();
        for (int pack = missing(0); pack >= 0; pack = missing(pack + 1)) {
            FileId id = packs.id(pack);
            while (more && stored.id().compareTo(id) < 0) {
                more = stored.next();
            }
            if (more && stored.id().equals(id)) {
                shapes.found(pack);
                odd.set(pack, stored.size() != packs.expectedSize(pack));
            }
        }
    }

    private void describe(int pack, boolean found) throws IOException {
        indexed++;
        shapes.set(
                pack, packs.expectedSize(pack), packs.hasData(pack), packs.hasTrees(pack), packs.hasPlain(pack), found);
    }

    private void orphan(StoredPacks stored, boolean marked) {
        unindexed = unindexed.plus(new Amount(1, stored.size()));
        orphans.orphan(stored.id(), stored.size(), marked);
    }

    /** What is known of each pack. */
    PackShapes shapes() {
        return shapes;
    }

    /** How many packs an index lists. */
    long indexed() {
        return indexed;
    }

    /** Files that no index lists. */
    Amount unindexed() {
        return unindexed;
    }

    /** Whether the file of a pack has another size than the index expects. */
    boolean hasWrongSize(int pack) {
        return odd.get(pack);
    }

    /** Whether any has. */
    boolean hasWrongSizes() {
        return !odd.isEmpty();
    }

    /** The first pack from this number on that an index lists and that was not stored, -1 if there is none. */
    int missing(int from) {
        for (int pack = from; pack < shapes.count(); pack++) {
            if (shapes.isListed(pack) && !shapes.isStored(pack)) {
                return pack;
            }
        }
        return -1;
    }
}
