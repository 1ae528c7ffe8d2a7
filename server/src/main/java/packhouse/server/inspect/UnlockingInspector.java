package packhouse.server.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Views.Unlock;
import packhouse.server.keys.Lease;
import packhouse.server.keys.Leases;
import packhouse.storage.catalog.Progress;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Store;
import packhouse.storage.upkeep.CheckReport;
import packhouse.storage.upkeep.DedupReport;
import packhouse.storage.upkeep.Finding;
import packhouse.storage.upkeep.Inspection;
import packhouse.storage.upkeep.ReadData;
import packhouse.storage.upkeep.RepositoryFacts;

/** Has the key of a repository for one question: by the password that came with it, or out of those that are held. */
final class UnlockingInspector implements Inspector {

    private final RepoPath path;
    private final Store store;
    private final Leases keys;
    private final Inspection inspection;
    private final Path workspace;

    /** Work that needs the repository opened. */
    @FunctionalInterface
    private interface Work<T> {
        T run(Unlocked repository, Progress progress) throws IOException;
    }

    /** {@code workspace} of the inspection; its parents are made when it is needed. */
    UnlockingInspector(RepoPath path, Store store, Leases keys, Inspection inspection, Path workspace) {
        this.path = path;
        this.store = store;
        this.keys = keys;
        this.inspection = inspection;
        this.workspace = workspace;
    }

    @Override
    public Optional<Unlock> unlocked() {
        return keys.state(path);
    }

    @Override
    public RepositoryFacts show(Optional<Secret> password) throws IOException {
        Optional<Lease> lease = lease(password);
        if (lease.isEmpty()) {
            return inspection.show(Optional.empty());
        }
        try (Lease held = lease.get()) {
            return inspection.show(Optional.of(held.repository()));
        }
    }

    @Override
    public DedupReport dedup(Optional<Secret> password, Progress progress) throws IOException {
        return opened(password, progress, inspection::dedup);
    }

    @Override
    public CheckReport check(Optional<Secret> password, ReadData readData, Progress progress, Consumer<Finding> found)
            throws IOException {
        return opened(
                password, progress, (repository, watched) -> inspection.check(repository, readData, watched, found));
    }

    private <T> T opened(Optional<Secret> password, Progress progress, Work<T> work) throws IOException {
        try (Lease lease = lease(password)
                .orElseThrow(() -> new SealedException("this needs the repository password of " + path))) {
            makeRoom();
            try {
                return work.run(lease.repository(), new LeasedProgress(progress, lease));
            } catch (CancellationException e) {
                if (lease.isRevoked()) {
                    throw new SealedException(path + " was locked while the server looked into it");
                }
                throw e;
            }
        }
    }

    /** Only now: a wrong password leaves no trace. */
    private void makeRoom() throws IOException {
        Files.createDirectories(workspace.toAbsolutePath().getParent());
    }

    /** A password that was given counts, also if the key is held: who asks wants to know whether it is right. */
    private Optional<Lease> lease(Optional<Secret> password) throws IOException {
        if (password.isPresent()) {
            return Optional.of(Lease.own(Unlocked.open(store, password.get().bytes())));
        }
        return keys.take(path);
    }
}
