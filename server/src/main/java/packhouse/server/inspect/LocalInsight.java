package packhouse.server.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.server.keys.Leases;
import packhouse.storage.disk.Disk;
import packhouse.storage.repository.Repositories;
import packhouse.storage.store.Store;
import packhouse.storage.upkeep.Inspection;

/** Looks into the repositories of this machine. */
public final class LocalInsight implements Insight {

    private final Repositories repositories;
    private final Disk disk;
    private final Workspaces workspaces;
    private final Leases keys;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Inspections inspections;
    private final TrialMemories memories;

    /** Where there is room for the catalogs of a repository. */
    @FunctionalInterface
    public interface Workspaces {
        /** A directory for nothing else; neither it nor its parent need exist. */
        Path of(RepoPath repository);
    }

    /**
     * What can be looked into.
     *
     * @param disk that the workspaces lie on
     * @param keys that are at hand
     * @param random a source that nobody can foretell
     */
    public LocalInsight(
            Repositories repositories,
            Disk disk,
            Workspaces workspaces,
            Leases keys,
            RandomGenerator random,
            InstantSource clock) {
        this.repositories = repositories;
        this.disk = disk;
        this.workspaces = workspaces;
        this.keys = keys;
        this.random = random;
        this.clock = clock;
        this.memories = new TrialMemories(random);
        this.inspections = new Inspections(this::inspector, System::nanoTime);
    }

    @Override
    public Message answer(RepoPath repository, Inquiry inquiry, Audience audience) {
        return inspections.answer(repository, inquiry, audience);
    }

    private Optional<Inspector> inspector(RepoPath path) throws IOException {
        Optional<Store> store = repositories.store(path);
        return store.map(files -> inspector(path, files, workspaces.of(path)));
    }

    private Inspector inspector(RepoPath path, Store store, Path workspace) {
        Inspection inspection = new Inspection(store, disk, workspace, random, clock, memories.of(path));
        return new UnlockingInspector(path, store, keys, inspection, workspace);
    }
}
