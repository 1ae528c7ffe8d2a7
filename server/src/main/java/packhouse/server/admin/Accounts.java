package packhouse.server.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.RepositoryId;
import packhouse.protocol.admin.Views;
import packhouse.server.keys.Leases;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Space;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Repository;
import packhouse.storage.store.Store.Count;

/** Sums up what is stored, out of numbers that the stores keep anyway: no directory is read, and of what is unlocked the key and config. */
public final class Accounts {

    private final String version;
    private final Path root;
    private final Disk disk;
    private final Repositories repositories;
    private final Leases keys;
    private final BooleanSupplier counted;
    private final LongSupplier nanos;
    private final long started;

    /**
     * The accounts of a server that starts now.
     *
     * @param root the served directory
     * @param keys that are held
     * @param counted whether all repositories on disk have been counted
     * @param nanos the time, as {@link System#nanoTime} tells it
     */
    public Accounts(
            String version,
            Path root,
            Disk disk,
            Repositories repositories,
            Leases keys,
            BooleanSupplier counted,
            LongSupplier nanos) {
        this.version = version;
        this.root = root;
        this.disk = disk;
        this.repositories = repositories;
        this.keys = keys;
        this.counted = counted;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
    }

    /** The summary of this moment. Waits for the disk, whose free space is asked. */
    Views.Summary summary(Views.State state) throws IOException {
        // Before the numbers: said to be complete, they have to be.
        boolean complete = counted.getAsBoolean();
        List<Views.Repository> all = new ArrayList<>();
        for (Repository repository : repositories.known()) {
            view(repository).ifPresent(all::add);
        }
        Space space = disk.space(root);
        return new Views.Summary(
                version,
                (nanos.getAsLong() - started) / 1_000_000_000,
                state.word(),
                complete,
                new Views.Storage(root.toAbsolutePath().normalize().toString(), space.sizeBytes(), space.freeBytes()),
                all.size(),
                all.stream().mapToLong(Views.Repository::bytes).sum(),
                all.subList(0, Math.min(all.size(), Limits.MAX_LISTED)));
    }

    /** The repository with this id; whether anything is there is another question. Never waits. */
    Optional<RepoPath> path(String id) {
        Optional<RepoPath> told = RepositoryId.path(id);
        return told.isPresent()
                ? told
                : repositories.known().stream()
                        .map(Repository::path)
                        .filter(path -> RepositoryId.of(path).equals(id))
                        .findFirst();
    }

    /** Empty for what was only asked for, or has been removed from the disk. */
    private Optional<Views.Repository> view(Repository repository) {
        long bytes = 0;
        for (FileType type : FileType.values()) {
            bytes += repository.count(type).bytes();
        }
        Views.Files files = new Views.Files(
                files(repository, FileType.CONFIG),
                files(repository, FileType.DATA),
                files(repository, FileType.INDEX),
                files(repository, FileType.KEYS),
                files(repository, FileType.LOCKS),
                files(repository, FileType.SNAPSHOTS));
        if (files.all() == 0) {
            return Optional.empty();
        }
        Count snapshots = repository.count(FileType.SNAPSHOTS);
        Optional<Instant> last =
                snapshots.newest().equals(Instant.EPOCH) ? Optional.empty() : Optional.of(snapshots.newest());
        return Optional.of(new Views.Repository(
                repository.path().toString(),
                RepositoryId.of(repository.path()),
                bytes,
                files,
                last,
                keys.state(repository.path())));
    }

    private static long files(Repository repository, FileType type) {
        return repository.count(type).files();
    }
}
