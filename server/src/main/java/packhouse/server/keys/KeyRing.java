package packhouse.server.keys;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Views.Unlock;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.repository.WrongPasswordException;
import packhouse.storage.store.Store;

/**
 * Opens repositories and holds their keys in memory, until somebody locks them, their time is over or the process ends. Passwords are not
 * kept.
 *
 * <p>A key is believed only as long as the repository does: at each use its key file has to be there still, and it has to open the config
 * as it is now. Who removed a key, or put another repository in the place, does not meet the old key again.
 */
public final class KeyRing implements Leases, AutoCloseable {

    private final Stores stores;
    private final StandingKeys standing;
    private final InstantSource clock;
    private final KeyReport report;
    private final KeyTable table;
    private final Object opening = new Object();

    /** Where the files of repositories are. */
    @FunctionalInterface
    public interface Stores {
        /** Those of the repository at this path, empty if nothing of it is there. */
        Optional<Store> of(RepoPath repository) throws IOException;
    }

    /** A ring without keys; {@code passwords} open repositories when they are first needed. */
    public KeyRing(Stores stores, StandingPasswords passwords, InstantSource clock, KeyReport report) {
        this.stores = stores;
        this.standing = new StandingKeys(passwords, clock, report);
        this.clock = clock;
        this.report = report;
        this.table = new KeyTable(clock);
    }

    /**
     * Opens a repository with its password and holds its key, in the place of one that is held already. Takes the time that restic takes
     * to open it, half a second and more.
     *
     * @param span how long, empty for until it is locked or the process ends
     * @throws NoRepositoryException if nothing of a repository is there
     * @throws WrongPasswordException if the password opens no key
     */
    public void unlock(RepoPath path, Secret password, Optional<Duration> span) throws IOException {
        Store store = stores.of(path).orElseThrow(NoRepositoryException::new);
        try (Unlocked opened = Unlocked.open(store, password.bytes())) {
            Optional<Instant> until = span.map(clock.instant()::plus);
            table.put(path, HeldKey.of(opened, until));
            report.unlocked(path, "password given", until);
        } catch (WrongPasswordException e) {
            report.refused(path, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /**
     * Forgets the key of a repository, and does not open it by a standing password either until somebody unlocks it.
     *
     * @throws NoRepositoryException if nothing of a repository is there
     */
    public void lock(RepoPath path) throws IOException {
        if (stores.of(path).isEmpty()) {
            throw new NoRepositoryException();
        }
        if (table.shut(path)) {
            report.sealed(path, "locked");
        }
    }

    @Override
    public Optional<Lease> take(RepoPath path) throws IOException {
        Optional<Store> store = stores.of(path);
        if (store.isEmpty()) {
            return Optional.empty();
        }
        Optional<Lease> lease = lease(path, store.get());
        return lease.isEmpty() && openByItself(path, store.get()) ? lease(path, store.get()) : lease;
    }

    @Override
    public Optional<Unlock> state(RepoPath path) {
        Optional<HeldKey> held = table.get(path);
        if (held.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Store> store = stores.of(path);
            Optional<Lease> lease = store.isEmpty() ? Optional.empty() : lease(path, store.get(), held.get());
            lease.ifPresent(Lease::close);
            return lease.map(open -> new Unlock(held.get().until()));
        } catch (IOException e) {
            return Optional.of(new Unlock(held.get().until()));
        }
    }

    private Optional<Lease> lease(RepoPath path, Store store) throws IOException {
        Optional<HeldKey> held = table.get(path);
        return held.isEmpty() ? Optional.empty() : lease(path, store, held.get());
    }

    private Optional<Lease> lease(RepoPath path, Store store, HeldKey held) throws IOException {
        if (store.size(FileName.of(FileType.KEYS, held.file())).isEmpty()) {
            seal(path, held, "its key " + held.file() + " was removed");
            return Optional.empty();
        }
        Optional<RepositoryKey> copy = held.copy();
        if (copy.isEmpty()) {
            return Optional.empty();
        }
        try {
            Unlocked opened = Unlocked.open(store, copy.get());
            return Optional.of(new Lease(opened, () -> table.get(path).isEmpty()));
        } catch (NoRepositoryException | FormatException e) {
            seal(path, held, "the key does not open it any more: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void seal(RepoPath path, HeldKey held, String why) {
        if (table.remove(path, held)) {
            report.sealed(path, why);
        }
    }

    /**
     * A person may lock it while its password is tried, and then it stays locked. After a start several clients may be the first who need
     * it; all but one of them wait, for each trial takes half a second and much memory.
     */
    private boolean openByItself(RepoPath path, Store store) throws IOException {
        synchronized (opening) {
            return table.get(path).isPresent() || tryToOpen(path, store);
        }
    }

    private boolean tryToOpen(RepoPath path, Store store) throws IOException {
        if (table.isShut(path)) {
            return false;
        }
        Optional<StandingKeys.Found> found = standing.open(path, store);
        if (found.isEmpty()) {
            return false;
        }
        if (table.offer(path, found.get().key())) {
            report.unlocked(path, found.get().source(), Optional.empty());
        }
        return true;
    }

    /** Forgets the keys whose time is over; to be called every now and then. */
    public void expire() {
        table.expire().forEach(path -> report.sealed(path, "its time is over"));
    }

    /** Forgets all keys, and takes none any more. */
    @Override
    public void close() {
        table.close();
    }
}
