package packhouse.server.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.protocol.Sha256;
import packhouse.protocol.admin.Views.Unlock;
import packhouse.server.http.Attendant.Caller;
import packhouse.server.keys.Lease;
import packhouse.server.keys.Leases;
import packhouse.server.keys.SmallRepository;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.format.LockFile;
import packhouse.storage.history.Caretaker;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.repository.Quota;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Repository;
import packhouse.storage.repository.Reserve;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.session.Sessions;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Upload;
import packhouse.storage.store.local.LocalStore;

/** One repository, its clients with their locks, and a watch over it whose time passes only when it is told to. */
final class Guardhouse {

    static final RepoPath PATH = RepoPath.parse("nas").orElseThrow();
    static final Caller ALICE = new Caller("alice", "192.0.2.1");
    static final Caller BOB = new Caller("bob", "192.0.2.2");

    final List<String> said = new ArrayList<>();
    final Repository repository;
    final Watch watch;
    private final SmallRepository small;
    private final Repositories repositories;
    private boolean unlocked = true;
    private Instant wall = Instant.parse("2026-11-28T07:00:00Z");
    private long nanos = Long.MAX_VALUE - 5;

    /** {@code retires}: whether dead locks are taken away. */
    Guardhouse(Path folder, boolean retires) throws IOException {
        Path top = Files.createDirectories(folder.resolve("top"));
        Path state = Files.createDirectories(folder.resolve("state"));
        small = SmallRepository.at(Files.createDirectories(top.resolve("nas")));
        Disk disk = RealDisk.probe(top, warning -> {});
        InstantSource clock = () -> wall;
        repositories = new Repositories(
                top,
                disk,
                new LocalStore.Options(Modes.PRIVATE, true),
                Optional.of(new Repositories.Keeping(
                        state, RestPeriods.DEFAULT, new Reserve(disk, top, 0, clock), said::add)),
                new Quota(0),
                clock,
                new Random(1));
        repository = repositories.find(PATH).orElseThrow();
        watch = new Watch(
                repositories, disk, state, keys(), retires, clock, () -> nanos, (path, line) -> said.add(line));
    }

    private Leases keys() {
        return new Leases() {
            @Override
            public Optional<Lease> take(RepoPath path) throws IOException {
                return unlocked
                        ? Optional.of(
                                Lease.own(Unlocked.open(repositories.store(path).orElseThrow(), small.key())))
                        : Optional.empty();
            }

            @Override
            public Optional<Unlock> state(RepoPath path) {
                return unlocked ? Optional.of(new Unlock(Optional.empty())) : Optional.empty();
            }
        };
    }

    void seal() {
        unlocked = false;
    }

    void minutes(int minutes) {
        wall = wall.plus(Duration.ofMinutes(minutes));
        nanos += Duration.ofMinutes(minutes).toNanos();
    }

    /** The clock alone, set by somebody. */
    void setForward(Duration span) {
        wall = wall.plus(span);
    }

    /** The first half hour is over, in which everybody may have been there before. */
    void settle() throws IOException {
        watch.round();
        minutes(36);
        watch.round();
    }

    /** A lock that a client stores and that the watch has not been told of. */
    FileName put(String host, boolean exclusive) throws IOException {
        LockFile lock = new LockFile(wall.atOffset(ZoneOffset.UTC), exclusive, host, "alice", 1, 0, 0);
        byte[] sealed = small.seal(lock.toJson());
        FileName name = FileName.of(FileType.LOCKS, FileId.of(Sha256.start().digest(sealed)));
        store(name, sealed);
        return name;
    }

    void store(FileName name, byte[] content) throws IOException {
        Upload upload = repository.begin(name, OptionalLong.of(content.length));
        upload.write(ByteBuffer.wrap(content));
        upload.finish();
    }

    /** The same, and its client waits for the answer. */
    FileName post(String host, boolean exclusive, Caller by) throws IOException {
        FileName lock = put(host, exclusive);
        watch.met(by);
        watch.stored(repository, lock, by);
        return lock;
    }

    List<FileName> locks() throws IOException {
        List<FileName> locks = new ArrayList<>();
        for (FileSet part : repository.list(FileType.LOCKS).orElseThrow().parts()) {
            for (int i = 0; i < part.count(); i++) {
                locks.add(Sessions.file(part.id(i)));
            }
        }
        return locks;
    }

    /** What lies in the trash. */
    List<FileName> trash() throws IOException {
        return repository.caretaker().orElseThrow().trash().stream()
                .map(Caretaker.Kept::file)
                .map(file -> file.name())
                .toList();
    }

    /** Why the server may change nothing now. */
    Optional<String> objection() throws IOException {
        return watch.consent(PATH).orElseThrow().objection();
    }
}
