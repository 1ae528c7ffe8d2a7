package packhouse.storage.upkeep;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import packhouse.protocol.FileId;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Complaints;
import packhouse.storage.catalog.Progress;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.FileList;
import packhouse.storage.store.Store;
import packhouse.storage.upkeep.Finding.Severity;

/**
 * Finds everything that {@code restic check} finds, without a lock. Reads index and trees anew: a catalog that was kept proves
 * nothing. Used once.
 *
 * <p>Clients may work meanwhile. Packs are listed first, then snapshots, then the index is read: so each list is as old as what it is
 * compared with, or older. What seems to be missing then is looked for once more.
 */
final class Check {

    private final Unlocked repository;
    private final Store store;
    private final Instant now;
    private final Progress progress;
    private final Findings findings;

    Check(Unlocked repository, Instant now, Progress progress, Consumer<Finding> listener) {
        this.repository = repository;
        this.store = repository.store();
        this.now = now;
        this.progress = progress;
        this.findings = new Findings(listener);
    }

    /** Makes catalogs. */
    @FunctionalInterface
    interface Catalogs {
        /** One made from nothing but the repository, to be closed by the caller. */
        Catalog build(Complaints complaints) throws IOException;
    }

    CheckReport run(Catalogs catalogs, ReadData readData, RandomGenerator random, int threads) throws IOException {
        FileList packs = FileIds.list(store, FileType.DATA);
        Documents documents = new Documents(repository);
        Roots listed = Roots.read(files(FileType.SNAPSHOTS), documents);
        TreeComplaints complaints = new TreeComplaints(findings);
        try (Catalog catalog = catalogs.build(complaints)) {
            Roots roots = listed.among(files(FileType.SNAPSHOTS));
            PackSurvey survey = checkIndex(catalog, packs, complaints.isIndexDamaged());
            long trees = checkSnapshots(catalog, roots, complaints);
            SideCheck.check(
                    Locks.read(files(FileType.LOCKS), documents, now),
                    Keys.read(files(FileType.KEYS), store),
                    now,
                    findings);
            DataCheck data = new DataCheck(repository, catalog, survey.shapes(), findings, progress);
            Amount read = data.run(readData, random, threads);
            return report(roots.count(), catalog.indexes().count(), survey.indexed(), trees, read);
        }
    }

    private List<FileId> files(FileType type) throws IOException {
        return FileIds.of(FileIds.list(store, type));
    }

    private PackSurvey checkIndex(Catalog catalog, FileList packs, boolean damaged) throws IOException {
        // What no index lists may stand in the one that cannot be read.
        PackSurvey.Orphans orphans = damaged ? (pack, size, marked) -> {} : this::tellOrphan;
        PackSurvey survey = PackSurvey.of(catalog.packs(), packs, orphans, progress);
        if (survey.missing(0) >= 0) {
            survey.lookAgain(FileIds.list(store, FileType.DATA));
        }
        IndexCheck check = new IndexCheck(repository, catalog, findings);
        check.checkHashes();
        check.checkListings();
        check.checkPacks(survey);
        return survey;
    }

    private void tellOrphan(FileId pack, long size, boolean marked) {
        findings.accept(marked ? new PackFinding.Marked(pack, size) : new PackFinding.NotIndexed(pack, size));
    }

    /** Gives the number of trees that could be read. */
    private long checkSnapshots(Catalog catalog, Roots roots, TreeComplaints complaints) throws IOException {
        SnapshotCheck check = new SnapshotCheck(repository, findings);
        check.checkFiles(roots);
        Needs needs = Needs.of(catalog, roots.readable(), progress);
        // Without all of the index nearly everything would seem to be lost: restic stops here, too.
        if (!complaints.isIndexDamaged()) {
            check.checkNeeds(catalog, needs);
        }
        complaints.settle(catalog, needs);
        return needs.trees();
    }

    private CheckReport report(long snapshots, long indexes, long packs, long trees, Amount read) {
        return new CheckReport(
                findings.codes(),
                findings.count(Severity.ERROR),
                findings.count(Severity.WARNING),
                findings.count(Severity.HINT),
                snapshots,
                indexes,
                packs,
                trees,
                read,
                findings.brokenPacks());
    }
}
