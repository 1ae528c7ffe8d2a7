package packhouse.storage.upkeep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Progress;
import packhouse.storage.format.BlobKind;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.FileList;
import packhouse.storage.store.Store;
import packhouse.storage.upkeep.DedupReport.Uncompressed;
import packhouse.storage.upkeep.Origins.Backup;

/** Finds out what a repository holds more than once, uncompressed or for nothing. Used once. */
final class Dedup {

    private final Unlocked repository;
    private final Store store;
    private final RandomGenerator random;
    private final TrialMemory memory;
    private final int threads;
    private final Progress progress;
    private final Gaps gaps = new Gaps();

    Dedup(Unlocked repository, RandomGenerator random, TrialMemory memory, int threads, Progress progress) {
        this.repository = repository;
        this.store = repository.store();
        this.random = random;
        this.memory = memory;
        this.threads = threads;
        this.progress = progress;
    }

    /** Gives catalogs. */
    @FunctionalInterface
    interface Catalogs {
        /** A current one, to be closed by the caller. */
        Catalog open(Gaps gaps) throws IOException;
    }

    /**
     * The report. Packs and snapshots are listed before the index is read: what an index lists that came meanwhile does not seem
     * to lie in files of no index, and what a snapshot needs that came meanwhile does not seem to be lost.
     */
    DedupReport report(Catalogs catalogs) throws IOException {
        FileList stored = FileIds.list(store, FileType.DATA);
        Roots listed = Roots.read(snapshots(), new Documents(repository));
        try (Catalog catalog = catalogs.open(gaps)) {
            Roots roots = listed.among(snapshots());
            roots.damaged()
                    .forEach(damaged -> gaps.add("snapshot " + damaged.id() + " cannot be read: " + damaged.why()));
            PackSurvey survey = PackSurvey.of(catalog.packs(), stored, (pack, size, marked) -> {}, progress);
            if (survey.missing(0) >= 0) {
                survey.lookAgain(FileIds.list(store, FileType.DATA));
            }
            return report(catalog, roots, survey, new Amount(stored.count(), stored.bytes()));
        }
    }

    private List<FileId> snapshots() throws IOException {
        return FileIds.of(FileIds.list(store, FileType.SNAPSHOTS));
    }

    private DedupReport report(Catalog catalog, Roots roots, PackSurvey survey, Amount stored) throws IOException {
        Needs needs = Needs.of(catalog, roots.readable(), progress);
        gaps.settle(catalog, needs);
        List<OriginTally.Rooted> backups = backups(roots, needs);
        PackHomes homes = PackHomes.of(catalog, store);
        OriginTally origins = new OriginTally(homes, backups);
        DedupScan scan = new DedupScan(catalog, needs, homes, memory, progress);
        scan.run(origins);
        noteLosses(needs.lost(catalog), scan.blind());
        DedupSummary summary = new DedupSummary(catalog, survey, scan);
        List<Backup> known = backups.stream().map(OriginTally.Rooted::backup).toList();
        return new DedupReport(
                repository.version(),
                scan.tally().blobs(),
                summary.duplicate(Origins.of(origins.parts(), known)),
                scan.tally().usage(survey.unindexed().bytes()),
                uncompressed(catalog, scan),
                scan.tally().mixed(),
                summary.packs(stored),
                summary.index(),
                roots.count(),
                summary.repack(repository.version()),
                summary.prune(repository.version(), gaps.sentences().isEmpty()),
                gaps.sentences());
    }

    private void noteLosses(long lost, long blind) {
        if (lost > 0) {
            gaps.add(lost + " blobs are needed, but no index lists them");
        }
        if (blind > 0) {
            gaps.add(blind + " trees are needed, but cannot be read, so that nobody knows what else is");
        }
    }

    private List<OriginTally.Rooted> backups(Roots roots, Needs needs) throws IOException {
        List<OriginTally.Rooted> backups = new ArrayList<>();
        for (int i = 0; i < roots.readable().size(); i++) {
            Roots.Root root = roots.readable().get(i);
            Backup backup = new Backup(
                    root.snapshot(),
                    root.host(),
                    root.began(),
                    store.arrived(FileName.of(FileType.SNAPSHOTS, root.snapshot())));
            backups.add(new OriginTally.Rooted(needs.roots().get(i), backup));
        }
        return backups;
    }

    private Uncompressed uncompressed(Catalog catalog, DedupScan scan) throws IOException {
        Amount data = scan.tally().plain(BlobKind.DATA);
        Amount trees = scan.tally().plain(BlobKind.TREE);
        SavingSampler sampler = new SavingSampler(repository, catalog, memory, random, threads, progress);
        return new Uncompressed(data, trees, sampler.estimate(scan.sample().trials(), data, trees));
    }
}
