package packhouse.storage.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Region;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.LockFile;
import packhouse.storage.format.Pseudonym;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.format.Source;
import packhouse.storage.store.FreeLocks;
import packhouse.storage.store.Store;

/** Finds out whose a lock is. */
final class LockReader {

    /** A document of a few hundred bytes. */
    private static final long MAX_DOCUMENT = 1 << 20;

    private final Store store;
    private final RepositoryKey key;
    private final int version;

    LockReader(Store store, RepositoryKey key, int version) {
        this.store = store;
        this.key = key;
        this.version = version;
    }

    /** Whose this lock is; empty if it is gone. One that cannot be read is somebody's of its own, and may well be exclusive. */
    Optional<Guest> read(FileId lock) throws IOException {
        Optional<Region> found = store.open(FileName.of(FileType.LOCKS, lock));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Region region = found.get()) {
            if (region.size() > FreeLocks.MAX_BYTES) {
                return Optional.of(unreadable(lock));
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) region.size());
            region.read(bytes, 0);
            return Optional.of(guest(lock, bytes.array()));
        }
    }

    private Guest guest(FileId id, byte[] bytes) throws IOException {
        Source file = Source.of(FileName.of(FileType.LOCKS, id).toString(), bytes);
        try (InputStream json = Envelope.open(file, key, version, MAX_DOCUMENT)) {
            return guest(LockFile.parse(json, file.name()));
        } catch (FormatException e) {
            return unreadable(id);
        }
    }

    private Guest guest(LockFile lock) {
        // Lengths in front, so that no two identities read the same.
        String identity = lock.hostname().length() + ":" + lock.hostname()
                + lock.username().length() + ":" + lock.username() + " " + lock.pid() + " " + lock.uid() + " "
                + lock.gid() + " " + lock.exclusive();
        String name = lock.hostname() + ", user " + lock.username() + ", pid " + lock.pid();
        return new Guest(Pseudonym.of(key, "lock", identity), lock.exclusive(), name);
    }

    private static Guest unreadable(FileId lock) {
        return new Guest(lock, true, "somebody whose lock " + lock + " cannot be read");
    }
}
