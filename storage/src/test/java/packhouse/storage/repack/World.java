package packhouse.storage.repack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import packhouse.protocol.FileId;
import packhouse.protocol.FileType;
import packhouse.storage.Golden;
import packhouse.storage.Unpacked;
import packhouse.storage.catalog.Progress;
import packhouse.storage.disk.Modes;
import packhouse.storage.format.Compression;
import packhouse.storage.format.CompressionLevel;
import packhouse.storage.format.GoldenKeys;
import packhouse.storage.format.PackEntry;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Store;
import packhouse.storage.upkeep.Finding;
import packhouse.storage.upkeep.Inspection;
import packhouse.storage.upkeep.ReadData;
import packhouse.storage.upkeep.TrialMemory;

/** A golden repository on the disk of this machine, and who repacks it. */
final class World implements Closeable {

    static final InstantSource LATER = InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z"));

    final Path repository;
    final Store store;
    final Unlocked unlocked;
    final Contents contents;
    final RenamingExchange exchange;
    final List<String> log = new ArrayList<>();
    Presence presence = Presence.NOBODY;
    Control control = Control.FREE;
    int threads = 2;
    Batches.Limits limits = Batches.Limits.USUAL;
    private final Path directory;

    World(Golden golden, Path directory) throws IOException {
        this.directory = directory;
        this.repository = directory.resolve("repo");
        this.store = Unpacked.store(golden, repository);
        this.unlocked = Unlocked.open(store, GoldenKeys.of(golden));
        this.contents = new Contents(unlocked);
        this.exchange = new RenamingExchange(repository, directory.resolve("side"));
    }

    /** Batches of a few packs, so that small repositories have several. */
    static final Batches.Limits FEW = new Batches.Limits(2, 200 << 10, 3, 10_000);

    /** All that can be done is done, whether or not it is worth it. */
    static RepackOptions thorough(long packSize) {
        return new RepackOptions(
                CompressionLevel.of(Compression.AUTO), true, true, true, true, false, packSize, 0, Duration.ZERO);
    }

    Repack repack() {
        Place place = new Place(
                Unpacked.disk(directory), directory.resolve("state"), Modes.PRIVATE, new SecureRandom(), threads);
        return new Repack(unlocked, exchange, presence, place, LATER, limits);
    }

    RepackPlan plan(RepackOptions options) throws IOException {
        return repack().plan(options, Progress.NONE);
    }

    RepackResult run(RepackOptions options) throws IOException {
        Repack repack = repack();
        try (RepackPlan plan = repack.plan(options, Progress.NONE)) {
            return repack.run(plan, control, Progress.NONE, log::add);
        }
    }

    /** What a check that reads everything finds. */
    List<Finding> check() throws IOException {
        List<Finding> findings = new ArrayList<>();
        new Inspection(
                        store,
                        Unpacked.disk(directory),
                        directory.resolve("check"),
                        new SecureRandom(),
                        LATER,
                        new TrialMemory(new SecureRandom()))
                .check(unlocked, new ReadData.All(), Progress.NONE, finding -> {
                    synchronized (findings) {
                        findings.add(finding);
                    }
                });
        return findings;
    }

    Map<String, List<Copy>> index() throws IOException {
        return contents.index();
    }

    List<FileId> files(FileType type) throws IOException {
        return contents.files(type);
    }

    /** Where a pack lies. */
    Path pack(FileId id) {
        return repository.resolve("data/" + id.toString().substring(0, 2) + "/" + id);
    }

    List<PackEntry> header(FileId pack) throws IOException {
        return contents.header(pack);
    }

    void read(Copy copy) throws IOException {
        contents.read(copy);
    }

    @Override
    public void close() {
        unlocked.close();
    }
}
