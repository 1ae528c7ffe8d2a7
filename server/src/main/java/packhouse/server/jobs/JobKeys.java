package packhouse.server.jobs;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.server.keys.KeyRing;
import packhouse.server.keys.Lease;
import packhouse.server.keys.Leases;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Store;

/** The keys that jobs work with: one that came with the job and is wiped with it, else the one that the server holds. */
final class JobKeys implements AutoCloseable {

    private final Leases held;
    private final KeyRing.Stores stores;
    private final Map<String, Own> own = new HashMap<>();

    private record Own(RepoPath repository, RepositoryKey key) {}

    JobKeys(Leases held, KeyRing.Stores stores) {
        this.held = held;
        this.stores = stores;
    }

    /** Keeps a key for one job; it is taken over. */
    synchronized void keep(String job, RepoPath repository, RepositoryKey key) {
        own.put(job, new Own(repository, key));
    }

    /** The repository opened for one run of a job, empty if it is sealed; the caller closes it. */
    Optional<Lease> take(String job, RepoPath repository) throws IOException {
        Optional<RepositoryKey> key = copy(job);
        if (key.isEmpty()) {
            return held.take(repository);
        }
        Optional<Store> store = stores.of(repository);
        if (store.isEmpty()) {
            key.get().wipe();
            return Optional.empty();
        }
        return Optional.of(Lease.own(Unlocked.open(store.get(), key.get()), () -> !has(job)));
    }

    private synchronized Optional<RepositoryKey> copy(String job) {
        return Optional.ofNullable(own.get(job)).map(kept -> kept.key().copy());
    }

    private synchronized boolean has(String job) {
        return own.containsKey(job);
    }

    /** The job is over. */
    synchronized void forget(String job) {
        Own kept = own.remove(job);
        if (kept != null) {
            kept.key().wipe();
        }
    }

    /** A person locked the repository: jobs do not keep it open. */
    synchronized void seal(RepoPath repository) {
        for (Iterator<Own> all = own.values().iterator(); all.hasNext(); ) {
            Own kept = all.next();
            if (kept.repository().equals(repository)) {
                kept.key().wipe();
                all.remove();
            }
        }
    }

    @Override
    public synchronized void close() {
        own.values().forEach(kept -> kept.key().wipe());
        own.clear();
    }
}
