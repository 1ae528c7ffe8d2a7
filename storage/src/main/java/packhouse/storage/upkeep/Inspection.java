package packhouse.storage.upkeep;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import packhouse.storage.catalog.CatalogBuilder;
import packhouse.storage.catalog.Complaints;
import packhouse.storage.catalog.Progress;
import packhouse.storage.catalog.TornException;
import packhouse.storage.catalog.Workspace;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Store;

/**
 * Looks at one repository without changing it, also while clients work in it; takes no lock. One question at a time.
 *
 * <p>What was learned about its index and trees is kept in a catalog, so that the next question costs less.
 */
public final class Inspection {

    /** More read faster than any disk gives. */
    private static final int MAX_THREADS = 8;

    /** What is kept. */
    private static final String CATALOG = "catalog";

    /** What a check makes for itself. */
    private static final String CHECK = "check";

    private final Store store;
    private final Disk disk;
    private final Path workspace;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final TrialMemory memory;

    /** An inspection that knows of no earlier one. */
    public Inspection(Store store, Disk disk, Path workspace, RandomGenerator random, InstantSource clock) {
        this(store, disk, workspace, random, clock, new TrialMemory(random));
    }

    /**
     * An inspection.
     *
     * @param disk that holds the workspace
     * @param workspace a directory of this repository alone, for catalogs; it is made if it is not there, its parent is not
     * @param random a source that nobody can foretell, used by many threads
     * @param memory of earlier inspections of the same repository
     */
    public Inspection(
            Store store, Disk disk, Path workspace, RandomGenerator random, InstantSource clock, TrialMemory memory) {
        this.store = store;
        this.disk = disk;
        this.workspace = workspace;
        this.random = random;
        this.clock = clock;
        this.memory = memory;
    }

    /**
     * What there is to say about the repository.
     *
     * @param unlocked the same repository, if its password is known
     * @throws NoRepositoryException if nothing of a repository is there
     */
    public RepositoryFacts show(Optional<Unlocked> unlocked) throws IOException {
        return new Facts(store, clock).collect(unlocked);
    }

    /** What it holds more than once, uncompressed or for nothing. */
    public DedupReport dedup(Unlocked repository, Progress progress) throws IOException {
        try {
            return newDedup(repository, progress)
                    .report(gaps -> builder(CATALOG, repository, progress, gaps).refresh());
        } catch (TornException e) {
            // The catalog is damaged. Nothing of it is only there.
            return newDedup(repository, progress)
                    .report(gaps -> builder(CATALOG, repository, progress, gaps).rebuild());
        }
    }

    /**
     * Whether it is sound. Damage is a finding, whatever it is; only trouble with the disk of the workspace, or with listing the
     * repository, is an error.
     *
     * @param found is told of each finding at once, one at a time, from any thread
     */
    public CheckReport check(Unlocked repository, ReadData readData, Progress progress, Consumer<Finding> found)
            throws IOException {
        Check check = new Check(repository, clock.instant(), progress, found);
        try {
            return check.run(
                    complaints ->
                            builder(CHECK, repository, progress, complaints).rebuild(),
                    readData,
                    random,
                    threads());
        } finally {
            remove(CHECK);
        }
    }

    private void remove(String catalog) throws IOException {
        Path directory = workspace.resolve(catalog);
        List<String> names = new ArrayList<>();
        disk.list(directory, names::add);
        for (String name : names) {
            disk.delete(directory.resolve(name));
        }
    }

    private Dedup newDedup(Unlocked repository, Progress progress) {
        return new Dedup(repository, random, memory, threads(), progress);
    }

    private CatalogBuilder builder(String name, Unlocked repository, Progress progress, Complaints complaints)
            throws IOException {
        disk.makeDirectory(workspace, Modes.PRIVATE);
        // Lasting would cost a force of files that are made anew in a minute, should a power cut ever tear them.
        Workspace place = new Workspace(disk, workspace.resolve(name), random, threads(), false);
        return new CatalogBuilder(
                repository.store(), repository.key(), repository.version(), place, progress, complaints);
    }

    private static int threads() {
        return Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    }
}
