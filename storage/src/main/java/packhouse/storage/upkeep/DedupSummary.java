package packhouse.storage.upkeep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.IndexList;
import packhouse.storage.upkeep.DedupReport.Duplicate;
import packhouse.storage.upkeep.DedupReport.Forecast;
import packhouse.storage.upkeep.DedupReport.Index;
import packhouse.storage.upkeep.DedupReport.Origin;
import packhouse.storage.upkeep.DedupReport.Packs;
import packhouse.storage.upkeep.DedupReport.WorstPack;

/** Puts together what a scan counted. Decides nothing. */
final class DedupSummary {

    /** Clients close an index file when it has so many blobs. */
    private static final int FULL_INDEX = 50_000;

    private final Catalog catalog;
    private final PackSurvey survey;
    private final PackShapes shapes;
    private final Tally tally;
    private final CopyChoice choice;

    DedupSummary(Catalog catalog, PackSurvey survey, DedupScan scan) {
        this.catalog = catalog;
        this.survey = survey;
        this.shapes = survey.shapes();
        this.tally = scan.tally();
        this.choice = scan.choice();
    }

    Duplicate duplicate(List<Origin> origins) throws IOException {
        return new Duplicate(
                tally.repeated(), tally.extra().count(), tally.extra().bytes(), origins, worst());
    }

    private List<WorstPack> worst() throws IOException {
        Selection repack = choice.repack();
        Comparator<Integer> byWaste = Comparator.comparingLong(repack::dropped);
        PriorityQueue<Integer> worst = new PriorityQueue<>(byWaste);
        for (int pack = 0; pack < shapes.count(); pack++) {
            if (repack.dropped(pack) > 0) {
                worst.add(pack);
                if (worst.size() > DedupReport.MAX_WORST) {
                    worst.remove();
                }
            }
        }
        List<WorstPack> found = new ArrayList<>();
        for (int pack : worst.stream().sorted(byWaste.reversed()).toList()) {
            Amount copies = new Amount(repack.droppedCopies(pack), repack.dropped(pack));
            found.add(new WorstPack(catalog.packs().id(pack), shapes.size(pack), copies));
        }
        return found;
    }

    Packs packs(Amount stored) throws IOException {
        PackCount count = new PackCount();
        long limit = shapes.smallLimit();
        for (int pack = 0; pack < shapes.count(); pack++) {
            if (shapes.isListed(pack)) {
                count.add(pack, limit);
            }
        }
        return count.result(stored, limit);
    }

    /** Sums over listed packs. */
    private final class PackCount {
        private long missing;
        private long repeated;
        private long data;
        private long tree;
        private long fullyUsed;
        private long unused;
        private long plain;
        private long small;

        void add(int pack, long limit) throws IOException {
            missing += shapes.isStored(pack) ? 0 : 1;
            repeated += catalog.packs().isListedTwice(pack) ? 1 : 0;
            data += shapes.isData(pack) ? 1 : 0;
            tree += shapes.isTree(pack) ? 1 : 0;
            unused += choice.isUseful(pack) ? 0 : 1;
            fullyUsed += choice.isWasteful(pack) ? 0 : 1;
            plain += shapes.hasPlain(pack) ? 1 : 0;
            small += shapes.size(pack) < limit ? 1 : 0;
        }

        Packs result(Amount stored, long limit) {
            long indexed = survey.indexed();
            return new Packs(
                    stored,
                    indexed,
                    missing,
                    survey.unindexed().count(),
                    repeated,
                    data,
                    tree,
                    indexed - data - tree,
                    fullyUsed,
                    indexed - fullyUsed - unused,
                    unused,
                    plain,
                    small,
                    limit);
        }
    }

    Index index() {
        IndexList indexes = catalog.indexes();
        long open = 0;
        long blobs = 0;
        for (int i = 0; i < indexes.count(); i++) {
            if (indexes.blobs(i) < FULL_INDEX) {
                open++;
                blobs += indexes.blobs(i);
            }
        }
        long needed = (blobs + FULL_INDEX - 1) / FULL_INDEX;
        return new Index(indexes.count(), Math.max(0, open - needed));
    }

    /** {@code version} of the repository's format. */
    Forecast repack(int version) {
        return RepackForecast.of(shapes, choice.repack(), version, survey.missing(0) < 0);
    }

    /** {@code whole}: whether everything that snapshots need is known and there. */
    Forecast prune(int version, boolean whole) {
        return PruneForecast.of(
                shapes, choice.prune(), choice.keptByPrune(), survey.unindexed(), version, whole && isSound());
    }

    /** Whether each pack that prune would keep or read is there, and has the size that the index expects. */
    private boolean isSound() {
        for (int pack = 0; pack < shapes.count(); pack++) {
            if (choice.prune().keeps(pack) && (!shapes.isStored(pack) || survey.hasWrongSize(pack))) {
                return false;
            }
        }
        return true;
    }
}
