package packhouse.storage.repack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.storage.Golden;
import packhouse.storage.TestClock;
import packhouse.storage.catalog.Progress;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.disk.SimulatedDisk.Survival;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.GoldenKeys;
import packhouse.storage.format.IndexWriter;
import packhouse.storage.format.NewPack;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackWriter;
import packhouse.storage.format.SealedBlob;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.repository.Quota;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Repository;
import packhouse.storage.repository.Reserve;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Store;
import packhouse.storage.store.Uploads;
import packhouse.storage.store.local.LocalStore;
import packhouse.storage.upkeep.Finding;
import packhouse.storage.upkeep.Inspection;
import packhouse.storage.upkeep.ReadData;

/** A golden repository on a simulated disk, with its history and its trash, as each new process of the server has them; and its worker. */
final class Shed {

    static final Path TOP = Path.of("/top");
    static final Path REPOSITORY = TOP.resolve("one");
    private static final Path STATE = Path.of("/state");
    private static final RepoPath PATH = RepoPath.parse("one").orElseThrow();
    private static final Map<Golden, Map<String, byte[]>> UNPACKED = new ConcurrentHashMap<>();
    private static final long SMALL_PACK = 64 << 10;

    final TestClock clock = new TestClock();
    final SimulatedDisk disk = new SimulatedDisk(clock);
    final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Golden golden;
    private Disk seen = disk;
    /** That repack. With one all steps have an order. */
    int threads = 1;

    Repository repository;
    Unlocked unlocked;
    Contents contents;

    Shed(Golden golden) throws IOException {
        this.golden = golden;
        for (Path folder : List.of(TOP, STATE, REPOSITORY, REPOSITORY.resolve("data"))) {
            disk.makeDirectory(folder, Modes.PRIVATE);
        }
        for (String folder : List.of("keys", "locks", "snapshots", "index")) {
            disk.makeDirectory(REPOSITORY.resolve(folder), Modes.PRIVATE);
        }
        for (Map.Entry<String, byte[]> file :
                UNPACKED.computeIfAbsent(golden, Golden::files).entrySet()) {
            int slash = file.getKey().lastIndexOf('/');
            put(file.getKey().substring(0, Math.max(0, slash)), file.getKey().substring(slash + 1), file.getValue());
        }
        force(Path.of("/"));
        start();
    }

    private void force(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        disk.list(directory, names::add);
        disk.forceDirectory(directory);
        for (String name : names) {
            if (disk.look(directory.resolve(name)).orElseThrow().isDirectory()) {
                force(directory.resolve(name));
            }
        }
    }

    /** Another program puts a file into a folder of the repository, durable. */
    void put(String folder, String name, byte[] content) throws IOException {
        Path place = REPOSITORY.resolve(folder);
        disk.makeDirectory(place, Modes.PRIVATE);
        Path file = place.resolve(name);
        disk.delete(file);
        try (WritableFile out = disk.create(file, Modes.PRIVATE)) {
            out.write(ByteBuffer.wrap(content));
            out.force();
        }
        disk.forceDirectory(place);
        disk.forceDirectory(REPOSITORY.resolve("data"));
    }

    /** A pack of this name, whatever its content. */
    void putPack(FileId id, byte[] content) throws IOException {
        put("data/" + id.toString().substring(0, 2), id.toString(), content);
    }

    /** The bytes of a pack. */
    byte[] bytes(FileId pack) throws IOException {
        return Uploads.download(unlocked.store(), FileName.of(FileType.DATA, pack))
                .orElseThrow();
    }

    /** A client that does not know the blob sends it, sealed as it was in a pack of these bytes, in a pack of its own. */
    void saveAgain(PackEntry blob, byte[] pack) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PackWriter writer = new PackWriter(bytes, unlocked.key(), new SecureRandom());
        writer.add(new SealedBlob(
                blob.kind(), blob.id(), blob.rawLength(), ByteBuffer.wrap(pack, (int) blob.offset(), (int)
                        blob.length())));
        NewPack made = writer.finish();
        putPack(made.id(), bytes.toByteArray());
        putIndex(Map.of(made.id(), made.entries()));
        start();
    }

    /** An index file that lists this, whatever is in the packs. */
    FileId putIndex(Map<FileId, List<PackEntry>> packs) throws IOException {
        List<FileId> made = new ArrayList<>();
        IndexWriter writer = new IndexWriter(json -> {
            byte[] sealed = Envelope.seal(json, unlocked.key(), unlocked.version(), new SecureRandom());
            made.add(Uploads.id(sealed));
            put("index", made.get(0).toString(), sealed);
        });
        for (Map.Entry<FileId, List<PackEntry>> pack : packs.entrySet()) {
            writer.pack(pack.getKey(), pack.getValue());
        }
        writer.end();
        assertThat(made).hasSize(1);
        return made.get(0);
    }

    /** The disk is seen through these from the next process on. */
    void wear(UnaryOperator<Disk> glasses) throws IOException {
        seen = glasses.apply(disk);
        start();
    }

    /** A process begins, and recovers. */
    void start() throws IOException {
        Reserve reserve = new Reserve(seen, TOP, 0, clock);
        Repositories repositories = new Repositories(
                TOP,
                seen,
                new LocalStore.Options(Modes.PRIVATE, true),
                Optional.of(new Repositories.Keeping(STATE, RestPeriods.DEFAULT, reserve, said::add)),
                new Quota(0),
                clock,
                new Random(1));
        repository = repositories.get(PATH).orElseThrow();
        Store store = repositories.store(PATH).orElseThrow();
        unlocked = Unlocked.open(store, GoldenKeys.of(golden));
        contents = new Contents(unlocked);
    }

    /** What the directory holds for who knows nothing of packhouse, nothing put in order. */
    Contents bare() throws IOException {
        LocalStore.Options options = new LocalStore.Options(Modes.PRIVATE, true);
        Repositories onlookers = new Repositories(TOP, disk, options, new Quota(0), clock, new Random(1));
        return new Contents(Unlocked.open(onlookers.store(PATH).orElseThrow(), GoldenKeys.of(golden)));
    }

    /** The power comes back. */
    void restart(Survival survival, long seed) throws IOException {
        disk.restart(survival, seed);
        clock.advance(Duration.ofSeconds(90));
        start();
    }

    private Place place() {
        return new Place(seen, STATE.resolve("work"), Modes.PRIVATE, new SecureRandom(), threads);
    }

    /** Repacks all that can be repacked, in small batches. */
    RepackResult repack() throws IOException {
        Repack repack = new Repack(
                unlocked, repository.history().orElseThrow(), Presence.NOBODY, place(), World.LATER, World.FEW);
        try (RepackPlan plan = repack.plan(World.thorough(SMALL_PACK), Progress.NONE)) {
            return repack.run(plan, Control.FREE, Progress.NONE, said::add);
        }
    }

    /** Frees what was replaced, with nobody at work. */
    void release() throws IOException {
        new Release(repository.caretaker().orElseThrow(), time -> true, place(), clock).run(unlocked, said::add);
    }

    /** What a check that reads everything calls an error. */
    List<Finding> errors() throws IOException {
        List<Finding> findings = new ArrayList<>();
        new Inspection(unlocked.store(), disk, Path.of("/check"), new SecureRandom(), clock)
                .check(unlocked, new ReadData.All(), Progress.NONE, finding -> {
                    synchronized (findings) {
                        findings.add(finding);
                    }
                });
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
    }
}
