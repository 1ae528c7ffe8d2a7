package packhouse.storage.repack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.storage.Golden;
import packhouse.storage.Unpacked;
import packhouse.storage.catalog.Progress;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.disk.DelegatingDisk;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.Compression;
import packhouse.storage.format.CompressionLevel;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.GoldenKeys;
import packhouse.storage.format.IndexWriter;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackHeader;
import packhouse.storage.history.Amount;
import packhouse.storage.history.Caretaker;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.history.Resting;
import packhouse.storage.history.Superseded;
import packhouse.storage.repository.Quota;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Repository;
import packhouse.storage.repository.Reserve;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Uploads;
import packhouse.storage.store.local.LocalStore;

/** What a repack replaced is freed when all is proven that has to be, and not before. Each condition fails by itself once. */
final class ReleaseTest {

    private static final Duration REST = RestPeriods.SUPERSEDED.plusHours(1);

    private static final Golden GOLDEN = new Golden("restic-0.19.1", "v2-duplicates-mixed");

    @TempDir
    Path directory;

    private final Set<Path> bad = new HashSet<>();

    private final List<String> said = new ArrayList<>();
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private boolean ended = true;
    private Disk disk;
    private Repository repository;
    private Caretaker caretaker;
    private Unlocked unlocked;
    private Release release;

    @BeforeEach
    void repackOne() throws IOException {
        Path repo = directory.resolve("top/one");
        Files.createDirectories(repo.getParent());
        Unpacked.store(GOLDEN, repo);
        disk = new BadSectors(Unpacked.disk(directory));
        Files.createDirectories(directory.resolve("state"));
        start();
        Place place = new Place(disk, directory.resolve("work"), Modes.PRIVATE, new SecureRandom(), 1);
        repack(place);
        assertThat(caretaker.superseded()).isNotEmpty();
    }

    /** Files that can be opened and not be read. */
    private final class BadSectors extends DelegatingDisk {
        BadSectors(Disk disk) {
            super(disk);
        }

        @Override
        public Optional<Region> open(Path file) throws IOException {
            Optional<Region> region = super.open(file);
            if (region.isPresent() && bad.contains(file)) {
                region.get().channel().close();
            }
            return region;
        }
    }

    /** A process of the server begins. */
    private void start() throws IOException {
        Repositories repositories = new Repositories(
                directory.resolve("top"),
                disk,
                new LocalStore.Options(Modes.PRIVATE, true),
                Optional.of(new Repositories.Keeping(
                        directory.resolve("state"),
                        RestPeriods.DEFAULT,
                        new Reserve(disk, directory, 0, () -> now),
                        said::add)),
                new Quota(0),
                () -> now,
                new Random(1));
        RepoPath path = RepoPath.of(List.of("one")).orElseThrow();
        repository = repositories.find(path).orElseThrow();
        caretaker = repository.caretaker().orElseThrow();
        unlocked = Unlocked.open(repositories.store(path).orElseThrow(), GoldenKeys.of(GOLDEN));
        Place place = new Place(disk, directory.resolve("work"), Modes.PRIVATE, new SecureRandom(), 1);
        release = new Release(caretaker, time -> ended, place, () -> now);
    }

    private void restart() throws IOException {
        unlocked.close();
        start();
        repository.history().orElseThrow().recover();
    }

    private void repack(Place place) throws IOException {
        RepackOptions options = new RepackOptions(
                CompressionLevel.of(Compression.AUTO), true, true, true, true, false, 4 << 20, 0, Duration.ZERO);
        Repack repack = new Repack(
                unlocked, repository.history().orElseThrow(), Presence.NOBODY, place, () -> now.plusSeconds(3600));
        try (RepackPlan plan = repack.plan(options, Progress.NONE)) {
            repack.run(plan, Control.FREE, Progress.NONE, said::add);
        }
    }

    @AfterEach
    void close() {
        unlocked.close();
    }

    private Amount run() throws IOException {
        return release.run(unlocked, said::add);
    }

    private FileId hiddenPack() throws IOException {
        return caretaker.superseded().get(0).files().stream()
                .filter(file -> file.name().type() == FileType.DATA)
                .findFirst()
                .orElseThrow()
                .name()
                .digest()
                .orElseThrow();
    }

    private List<FileId> livePacks() throws IOException {
        List<FileId> packs = new ArrayList<>();
        for (FileSet part : unlocked.store().list(FileType.DATA).orElseThrow().parts()) {
            for (int i = 0; i < part.count(); i++) {
                packs.add(part.id(i));
            }
        }
        return packs;
    }

    private Path live(FileId pack) {
        return directory.resolve("top/one/data/" + pack.toString().substring(0, 2) + "/" + pack);
    }

    @Test
    void whatHasRestedAndIsProvenToLieElsewhereIsFreed() throws IOException {
        long files = caretaker.superseded().stream()
                .mapToLong(one -> one.files().size())
                .sum();
        now = now.plus(REST);

        assertThat(run().files()).isEqualTo(files);

        assertThat(caretaker.superseded()).isEmpty();
        assertThat(repository.open(FileName.of(FileType.DATA, livePacks().get(0))))
                .isPresent();
    }

    @Test
    void nothingIsFreedBeforeItsTime() throws IOException {
        now = now.plus(RestPeriods.SUPERSEDED.minusMinutes(1));
        assertThat(run()).isEqualTo(Amount.NOTHING);
    }

    @Test
    void nothingIsFreedWhileASessionOfThatTimeLives() throws IOException {
        now = now.plus(REST.multipliedBy(100));
        ended = false;
        assertThat(run()).as("age is no proof").isEqualTo(Amount.NOTHING);
        ended = true;
        assertThat(run().files()).isPositive();
    }

    @Test
    void whatSomebodyStillReadsStays() throws IOException {
        FileId pack = hiddenPack();
        now = now.plus(REST);
        repository.open(FileName.of(FileType.DATA, pack)).orElseThrow().close();
        List<Long> left =
                caretaker.superseded().stream().map(Superseded::commit).toList();
        run();
        assertThat(caretaker.superseded())
                .extracting(Superseded::commit)
                .isSubsetOf(left)
                .isNotEmpty();
        now = now.plus(REST);
        run();
        assertThat(caretaker.superseded()).isEmpty();
    }

    @Test
    void whatCannotBeReadAnywhereElseStays() throws IOException {
        now = now.plus(REST);
        for (FileId pack : livePacks()) {
            byte[] bytes = Files.readAllBytes(live(pack));
            bytes[bytes.length / 3] ^= 1;
            Files.setPosixFilePermissions(live(pack), PosixFilePermissions.fromString("rw-------"));
            Files.write(live(pack), bytes);
        }
        run();
        assertThat(caretaker.superseded()).isNotEmpty();
        assertThat(said).anyMatch(line -> line.contains("cannot be read anywhere else"));
    }

    /** Else one bad sector would keep the trash of the whole repository from ever being looked at. */
    @Test
    void aSurvivorOnABadSectorIsNoneAndStopsNothingElse() throws IOException {
        now = now.plus(REST);
        for (FileId pack : livePacks()) {
            bad.add(live(pack));
        }
        assertThat(run()).isEqualTo(Amount.NOTHING);
        assertThat(said).anyMatch(line -> line.contains("cannot be read anywhere else"));
    }

    /** What was read before this process began nobody knows, so a day has to pass; but some servers are never up for so long. */
    @Test
    void aServerThatIsRestartedEveryDayFreesItAfterAWeek() throws IOException {
        for (int day = 1; day <= RestPeriods.DEFAULT.unused().toDays(); day++) {
            now = now.plus(Duration.ofDays(1));
            restart();
            assertThat(run()).as("day %d", day).isEqualTo(Amount.NOTHING);
        }
        now = now.plus(Duration.ofDays(1));
        restart();
        assertThat(run().files()).isPositive();
    }

    /** Nothing is known against a prune, but nobody has proven here that no snapshot needs it: so it stays, and nothing beside it. */
    @Test
    void whatAClientHasDroppedSinceKeepsOnlyThePacksThatItLiesIn() throws IOException {
        dropTrees();
        now = now.plus(REST);
        List<FileId> trees = new ArrayList<>();
        for (Resting file : caretaker.superseded().stream()
                .flatMap(one -> one.files().stream())
                .toList()) {
            if (file.name().type() == FileType.DATA && hasTrees(file)) {
                trees.add(file.name().digest().orElseThrow());
            }
        }
        assertThat(trees).isNotEmpty();
        assertThat(run().files()).isPositive();
        assertThat(caretaker.superseded().stream().flatMap(one -> one.files().stream()))
                .extracting(file -> file.name().digest().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(trees);
        assertThat(said).anyMatch(line -> line.contains("no index names tree blob"));
    }

    private boolean hasTrees(Resting pack) throws IOException {
        try (StoreSource file = StoreSource.of("a pack", caretaker.open(pack).orElseThrow())) {
            return PackHeader.read(file, unlocked.key()).stream().anyMatch(entry -> entry.kind() == BlobKind.TREE);
        }
    }

    /** As a prune does for which no tree is needed any more: an index without them in the place of those that are there. */
    private void dropTrees() throws IOException {
        Map<FileId, List<PackEntry>> packs = new TreeMap<>(Comparator.comparing(FileId::toString));
        for (List<Copy> copies : new Contents(unlocked).index().values()) {
            copies.forEach(copy ->
                    packs.computeIfAbsent(copy.pack(), key -> new ArrayList<>()).add(copy.entry()));
        }
        List<FileId> old = new Contents(unlocked).files(FileType.INDEX);
        IndexWriter writer = new IndexWriter(json -> {
            byte[] sealed = Envelope.seal(json, unlocked.key(), unlocked.version(), new SecureRandom());
            Files.write(
                    directory
                            .resolve("top/one/index")
                            .resolve(Uploads.id(sealed).toString()),
                    sealed);
        });
        for (Map.Entry<FileId, List<PackEntry>> pack : packs.entrySet()) {
            if (pack.getValue().stream().noneMatch(entry -> entry.kind() == BlobKind.TREE)) {
                writer.pack(pack.getKey(), pack.getValue());
            }
        }
        writer.end();
        for (FileId index : old) {
            repository.delete(FileName.of(FileType.INDEX, index));
        }
    }

    @Test
    void aPackWhoseSurvivorIsGoneStays() throws IOException {
        now = now.plus(REST);
        for (FileId pack : livePacks()) {
            Files.delete(live(pack));
        }
        assertThat(run()).isEqualTo(Amount.NOTHING);
        assertThat(said).anyMatch(line -> line.contains("stay in the trash"));
    }

    @Test
    void nothingIsFreedWhileAnIndexCannotBeRead() throws IOException {
        now = now.plus(REST);
        Files.writeString(directory.resolve("top/one/index").resolve("ab".repeat(32)), "damaged");
        assertThat(run()).isEqualTo(Amount.NOTHING);
        assertThat(said).anyMatch(line -> line.contains("an index file cannot be read"));
    }

    /** As a prune of restic does, which writes index files anew: should the owner want its old ones back, they must not name what is gone. */
    @Test
    void whatAnIndexFileInTheTrashStillNamesStays() throws IOException {
        FileName index = hiddenIndex();
        repository.delete(index);
        now = now.plus(REST);

        run();

        assertThat(caretaker.superseded()).isNotEmpty();
        assertThat(said).anyMatch(line -> line.contains("an index file that a client deleted"));
    }

    /** One that a repack has replaced, live once more. */
    private FileName hiddenIndex() throws IOException {
        Resting index = caretaker.superseded().get(0).files().stream()
                .filter(file -> file.name().type() == FileType.INDEX)
                .findFirst()
                .orElseThrow();
        try (Region file = caretaker.open(index).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(bytes, 0);
            Path live = directory
                    .resolve("top/one/index")
                    .resolve(index.name().digest().orElseThrow().toString());
            Files.write(live, bytes.array());
        }
        return index.name();
    }
}
