package packhouse.storage.repository;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.storage.TestClock;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.store.FreeLocks;
import packhouse.storage.store.Saved;
import packhouse.storage.store.Upload;
import packhouse.storage.store.Uploads;
import packhouse.storage.store.local.LocalStore;

/** A simulated disk with repositories on it and a quota over them. */
final class World {

    static final Path TOP = Path.of("/top");
    static final Path STATE = Path.of("/state");

    final List<String> said = new ArrayList<>();
    final TestClock clock = new TestClock();
    final SimulatedDisk disk = new SimulatedDisk(clock);
    final Quota quota;
    final Repositories repositories;

    private final RestPeriods periods;

    World(long maxBytes) throws IOException {
        this(maxBytes, RestPeriods.DEFAULT);
    }

    World(long maxBytes, RestPeriods periods) throws IOException {
        this.periods = periods;
        disk.makeDirectory(TOP, Modes.PRIVATE);
        disk.makeDirectory(STATE, Modes.PRIVATE);
        disk.forceDirectory(Path.of("/"));
        quota = new Quota(maxBytes);
        quota.counted();
        repositories = restarted(quota);
    }

    /** The same disk, as the next process has it. */
    Repositories restarted(Quota fresh) {
        Reserve reserve = new Reserve(disk, TOP, 0, clock);
        return new Repositories(
                TOP,
                disk,
                new LocalStore.Options(Modes.PRIVATE, true),
                Optional.of(new Repositories.Keeping(STATE, periods, reserve, said::add)),
                fresh,
                clock,
                new Random(1));
    }

    static RepoPath path(String text) {
        return RepoPath.parse(text).orElseThrow();
    }

    Repository repository(String path) throws IOException {
        Repository repository = repositories.get(path(path)).orElseThrow();
        repository.create();
        return repository;
    }

    static Saved upload(Repository repository, FileName name, byte[] content, OptionalLong length) throws IOException {
        Upload upload = repository.begin(name, length);
        try {
            int piece = Math.max(1, content.length / 3);
            for (int at = 0; at < content.length; at += piece) {
                upload.write(ByteBuffer.wrap(content, at, Math.min(piece, content.length - at)));
            }
            return upload.finish();
        } finally {
            upload.abandon();
        }
    }

    static Saved upload(Repository repository, FileType type, byte[] content) throws IOException {
        return upload(repository, Uploads.name(type, content), content, OptionalLong.of(content.length));
    }

    /** Another program puts a file there, in place of what there may be. */
    void put(String path, byte[] content) throws IOException {
        Path file = TOP.resolve(path);
        disk.delete(file);
        try (WritableFile out = disk.create(file, Modes.PRIVATE)) {
            out.write(ByteBuffer.wrap(content));
        }
    }

    /** What a quota has to count of the bytes that lie on the disk, found out without the code under test. */
    long countedBytes() throws IOException {
        return files(TOP).stream().mapToLong(this::counted).sum();
    }

    private long counted(Path file) {
        long size = disk.look(file).orElseThrow().size();
        boolean lock = TOP.relativize(file).toString().contains("locks");
        return lock && size <= FreeLocks.MAX_BYTES ? 0 : size;
    }

    /** Every file on the disk, whatever its name. */
    List<Path> files(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        disk.list(directory, names::add);
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            Path path = directory.resolve(name);
            if (disk.look(path).filter(Attributes::isFile).isPresent()) {
                files.add(path);
            } else {
                files.addAll(files(path));
            }
        }
        return files;
    }
}
