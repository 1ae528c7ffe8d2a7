package packhouse.storage.repository;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.storage.disk.Region;
import packhouse.storage.history.Caretaker;
import packhouse.storage.history.History;
import packhouse.storage.store.FileList;
import packhouse.storage.store.FreeLocks;
import packhouse.storage.store.Store;
import packhouse.storage.store.Upload;

/** One repository as clients see it. Every method blocks; see {@link Store} for what they promise. */
public final class Repository {

    private final RepoPath path;
    private final Store store;
    private final Quota quota;
    private final Optional<Past> past;

    /**
     * What is kept of what clients delete.
     *
     * @param caretaker looks after it
     * @param talk is told of what went wrong
     */
    record Past(History history, Caretaker caretaker, Repositories.Keeping keeping, Consumer<String> talk) {

        /** Puts in order what a crash left; to be called before anything is written. */
        void recover() {
            try {
                history.recover();
            } catch (IOException e) {
                // Whoever reads and uploads can do without; deletes and the owner meet the trouble again.
                talk.accept("the trash cannot be read: " + e.getMessage());
            }
        }
    }

    Repository(RepoPath path, Store store, Quota quota, Optional<Past> past) {
        this.path = path;
        this.store = store;
        this.quota = quota;
        this.past = past;
    }

    /** Looks after what clients deleted; empty if nothing of it is kept here. */
    public Optional<Caretaker> caretaker() {
        return past.map(Past::caretaker);
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
        OptionalLong live = store.size(name);
        if (live.isPresent() || past.isEmpty()) {
            return live;
        }
        OptionalLong hidden = past.get().history().sizeOfHidden(name);
        // It may have come back from there in between.
        return hidden.isPresent() ? hidden : store.size(name);
    }

    /**
     * A file opened for reading, empty if there is none; the caller closes it. What the server itself has replaced can still be read by who
     * listed it before.
     */
    public Optional<Region> open(FileName name) throws IOException {
        Optional<Region> live = store.open(name);
        if (live.isPresent() || past.isEmpty()) {
            return live;
        }
        Optional<Region> hidden = past.get().history().openHidden(name);
        // It may have come back from there in between.
        return hidden.isPresent() ? hidden : store.open(name);
    }

    /** All files of a kind, empty if the repository does not exist. */
    public Optional<FileList> list(FileType type) throws IOException {
        return store.list(type);
    }

    /** How many files of a kind are known. */
    public Store.Count count(FileType type) {
        return store.count(type);
    }

    /**
     * Removes a file and gives its length, empty if there was none. Clients find it no more; unless it was a lock, it rests in the trash for
     * a while, if there is one. What the server itself has replaced is gone already, and can still be read.
     */
    public OptionalLong delete(FileName name) throws IOException {
        return delete(name, false);
    }

    /** The same; if it is still needed it goes to the trash in any case, and can be read by its name until somebody shows it again. */
    public OptionalLong delete(FileName name, boolean needed) throws IOException {
        if (past.isEmpty() || name.type() == FileType.LOCKS) {
            return store.delete(name);
        }
        History history = past.get().history();
        boolean keeps = needed || past.get().keeping().periods().keeps(name.type());
        OptionalLong deleted = keeps ? history.delete(name, needed) : history.meanwhile(() -> store.delete(name));
        return deleted.isPresent() ? deleted : history.sizeOfHidden(name);
    }

    /** What becomes of files that leave it; empty where somebody only looks. */
    public Optional<History> history() {
        return past.map(Past::history);
    }

    /**
     * Begins to receive a file.
     *
     * @param length of the whole file in bytes, empty if the client does not say
     * @throws QuotaReachedException if it does not fit
     * @throws NotCountedException if nobody knows yet whether it fits; locks get in all the same
     * @throws packhouse.storage.disk.NoSpaceException if it would use up the reserve of free space; locks may
     */
    public Upload begin(FileName name, OptionalLong length) throws IOException {
        boolean small = name.type() == FileType.LOCKS && length.orElse(0) <= FreeLocks.MAX_BYTES;
        if (past.isPresent() && !small) {
            past.get().keeping().reserve().admit(path + ":" + name, length.orElse(-1));
        }
        if (!quota.isLimited()) {
            return store.begin(name, quota);
        }
        boolean free =
                name.type() == FileType.LOCKS && store.count(FileType.LOCKS).files() < FreeLocks.MAX_FILES;
        long held = free && length.orElse(0) <= FreeLocks.MAX_BYTES ? 0 : length.orElse(0);
        if (!quota.isCounted() && !(free && held == 0)) {
            throw new NotCountedException(path + ":" + name);
        }
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
