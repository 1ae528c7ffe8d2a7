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
import java.util.Optional;
import java.util.TreeMap;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.Golden;
import packhouse.storage.Unpacked;
import packhouse.storage.catalog.Progress;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.disk.Modes;
import packhouse.storage.format.BlobCodec;
import packhouse.storage.format.Compression;
import packhouse.storage.format.CompressionLevel;
import packhouse.storage.format.GoldenKeys;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackHeader;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.FileSet;
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

    /** What the index lists: each blob by kind and id, and its places. */
    Map<String, List<Copy>> index() throws IOException {
        Map<String, List<Copy>> blobs = new TreeMap<>();
        for (FileId index : files(FileType.INDEX)) {
            new IndexDocuments(unlocked).read(index, (pack, entries, marked) -> {
                for (PackEntry entry : entries) {
                    List<Copy> copies =
                            blobs.computeIfAbsent(entry.kind() + " " + entry.id(), key -> new ArrayList<>());
                    Copy copy = new Copy(pack, entry);
                    if (!marked && !copies.contains(copy)) {
                        copies.add(copy);
                    }
                }
            });
        }
        blobs.values().removeIf(List::isEmpty);
        return blobs;
    }

    List<FileId> files(FileType type) throws IOException {
        List<FileId> files = new ArrayList<>();
        for (FileSet part : store.list(type).orElseThrow().parts()) {
            for (int i = 0; i < part.count(); i++) {
                files.add(part.id(i));
            }
        }
        return files;
    }

    /** Where a pack lies. */
    Path pack(FileId id) {
        return repository.resolve("data/" + id.toString().substring(0, 2) + "/" + id);
    }

    /** What the header of a pack lists. */
    List<PackEntry> header(FileId pack) throws IOException {
        try (StoreSource file = open(pack).orElseThrow()) {
            return PackHeader.read(file, unlocked.key());
        }
    }

    private Optional<StoreSource> open(FileId pack) throws IOException {
        return StoreSource.open(store, FileName.of(FileType.DATA, pack));
    }

    /** Reads a blob, whose hash is its id. */
    void read(Copy copy) throws IOException {
        try (StoreSource file = open(copy.pack()).orElseThrow();
                BlobCodec codec = new BlobCodec(unlocked.key())) {
            codec.verify(file, copy.entry());
        }
    }

    @Override
    public void close() {
        unlocked.close();
    }
}
