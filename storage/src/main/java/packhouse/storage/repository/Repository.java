package packhouse.storage.repository;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.storage.disk.Region;
import packhouse.storage.store.FileList;
import packhouse.storage.store.FreeLocks;
import packhouse.storage.store.Store;
import packhouse.storage.store.Upload;

/** One repository as clients see it. Every method blocks; see {@link Store} for what they promise. */
public final class Repository {

    private final RepoPath path;
    private final Store store;
    private final Quota quota;

    Repository(RepoPath path, Store store, Quota quota) {
        this.path = path;
        this.store = store;
        this.quota = quota;
    }

    /** Where it lies below the served directory. */
    public RepoPath path() {
        return path;
    }

    /** Makes its folders. */
    public void create() throws IOException {
        store.create();
    }

    /** Whether anything of it is there. */
    public boolean exists() throws IOException {
        return store.exists();
    }

    /** The length of a file in bytes, empty if there is none. */
    public OptionalLong size(FileName name) throws IOException {
        return store.size(name);
    }

    /** A file opened for reading, empty if there is none; the caller closes it. */
    public Optional<Region> open(FileName name) throws IOException {
        return store.open(name);
    }

    /** All files of a kind, empty if the repository does not exist. */
    public Optional<FileList> list(FileType type) throws IOException {
        return store.list(type);
    }

    /** How many files of a kind are known. */
    public Store.Count count(FileType type) {
        return store.count(type);
    }

    /** Removes a file and gives its length, empty if there was none. */
    public OptionalLong delete(FileName name) throws IOException {
        return store.delete(name);
    }

    /**
     * Begins to receive a file.
     *
     * @param length of the whole file in bytes, empty if the client does not say
     * @throws QuotaReachedException if it does not fit
     */
    public Upload begin(FileName name, OptionalLong length) throws IOException {
        if (!quota.isLimited()) {
            return store.begin(name, quota);
        }
        boolean free =
                name.type() == FileType.LOCKS && store.count(FileType.LOCKS).files() < FreeLocks.MAX_FILES;
        long held = free && length.orElse(0) <= FreeLocks.MAX_BYTES ? 0 : length.orElse(0);
        Reservation reservation = quota.reservation();
        if (!reservation.hold(held)) {
            throw new QuotaReachedException(path + ":" + name, quota.max());
        }
        try {
            return new QuotaUpload(store.begin(name, reservation), path + ":" + name, quota, reservation, held, free);
        } catch (IOException | RuntimeException e) {
            reservation.release();
            throw e;
        }
    }
}
