package packhouse.storage.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.TestClock;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.disk.SimulatedDisk.Survival;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.LockFile;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.store.Uploads;
import packhouse.storage.store.local.LocalStore;

/** A repository on a simulated disk where clients come with real locks, and the server that watches them, process after process. */
final class Office {

    static final Path TOP = Path.of("/top");
    static final Path STATE = Path.of("/state");
    static final Path FOLDER = STATE.resolve("repositories").resolve("alice");
    static final Path JOURNAL = FOLDER.resolve(".sessions");

    final TestClock clock = new TestClock();
    final SimulatedDisk disk = new SimulatedDisk(clock);
    final List<String> said = new ArrayList<>();
    private final Random random = new Random(3);
    private final RepositoryKey key = RepositoryKey.random(random);
    private long nanos = 12_345;
    private boolean unlocked = true;
    LocalStore store;
    Sessions sessions;

    Office() throws IOException {
        disk.makeDirectory(TOP, Modes.PRIVATE);
        disk.makeDirectory(STATE, Modes.PRIVATE);
        disk.forceDirectory(Path.of("/"));
        start();
        store.create();
    }

    private void start() {
        LocalStore.Options options = new LocalStore.Options(Modes.PRIVATE, true);
        store = new LocalStore(TOP, TOP.resolve("alice"), disk, options, clock, new Random(1), Uploads.UNCOUNTED);
        sessions = new Sessions(store, disk, STATE, FOLDER, clock, () -> nanos, said::add);
    }

    /** The process ends and another begins. */
    void restart(Survival survival, long seed) {
        disk.restart(survival, seed);
        nanos = random.nextLong(1000);
        start();
    }

    void pass(Duration span) {
        clock.advance(span);
        nanos += span.toNanos();
    }

    void minutes(int minutes) {
        pass(Duration.ofMinutes(minutes));
    }

    Instant now() {
        return clock.instant();
    }

    void seal() {
        unlocked = false;
    }

    void unlock() throws IOException {
        unlocked = true;
        look();
    }

    void look() throws IOException {
        sessions.look(key());
    }

    private Optional<Sessions.Key> key() {
        return unlocked ? Optional.of(new Sessions.Key(key, 2)) : Optional.empty();
    }

    /** A client's lock, as a file that anybody may have put there. */
    FileId put(String hostname, boolean exclusive) throws IOException {
        LockFile lock = new LockFile(now().atOffset(ZoneOffset.UTC), exclusive, hostname, "alice", 1, 0, 0);
        return put(Envelope.seal(lock.toJson(), key, 2, random));
    }

    FileId put(byte[] content) throws IOException {
        FileName name = Uploads.name(FileType.LOCKS, content);
        Uploads.upload(store, name, content);
        return name.digest().orElseThrow();
    }

    /** The same through the server. */
    FileId post(String hostname, boolean exclusive) throws IOException {
        FileId lock = put(hostname, exclusive);
        sessions.came(lock, key());
        return lock;
    }

    /** Removed by anybody. */
    void remove(FileId lock) throws IOException {
        store.delete(Sessions.file(lock));
    }

    void delete(FileId lock) throws IOException {
        remove(lock);
        sessions.went(lock);
    }
}
