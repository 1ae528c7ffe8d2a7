package packhouse.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.protocol.FileId;
import packhouse.storage.Golden;
import packhouse.storage.Unpacked;
import packhouse.storage.catalog.Progress;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.GoldenKeys;
import packhouse.storage.format.Source;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Store;
import packhouse.storage.upkeep.Finding.Severity;

/** What a check finds in real repositories, sound ones and damaged ones. */
final class CheckTest {

    private static final Golden SOUND = new Golden("restic-0.19.1", "v2-auto");
    private static final InstantSource LATER = InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z"));

    @TempDir
    private Path directory;

    private final List<Finding> findings = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @MethodSource("packhouse.storage.Golden#all")
    void theFindingsAreTheProblemsOfAnIndependentDecoder(Golden golden) throws IOException {
        CheckReport report = check(golden, new ReadData.All());
        JsonNode expected = golden.expected();
        JsonNode problems = expected.at("/problems");
        assertThat(report.isDamaged()).isEqualTo(problems.size() > 0);
        assertThat(count("pack-missing"))
                .isEqualTo(problems.path("pack_missing").asLong());
        assertThat(count("blob-damaged")).isEqualTo(problems.path("blob_bad").asLong());
        assertThat(count("pack-hash"))
                .isEqualTo(problems.path("pack_hash_differs").asLong());
        assertThat(report.errors())
                .isEqualTo(problems.findValues("pack_missing").size()
                        + problems.findValues("blob_bad").size()
                        + problems.findValues("pack_hash_differs").size());
        assertThat(count("pack-not-indexed"))
                .isEqualTo(expected.at("/packs/unindexed").asLong());
        assertThat(count("pack-in-several-indexes"))
                .isEqualTo(expected.at("/packs/in_several_indexes").asLong());
        assertThat(count("lock-stale")).isEqualTo(expected.at("/locks/count").asLong());
        assertThat(report.packsRead().count())
                .isEqualTo(expected.at("/packs/indexed").asLong() - count("pack-missing"));
        assertThat(report.snapshots()).isEqualTo(expected.at("/snapshots").asLong());
        assertThat(directory.resolve("state").resolve("check")).isEmptyDirectory();
    }

    @Test
    void aDamagedPackIsToBeRepaired() throws IOException {
        CheckReport report = check(new Golden("restic-0.14.0", "v2-damaged-pack"), new ReadData.All());
        assertThat(report.brokenPacks()).hasSize(1);
        assertThat(findings)
                .allSatisfy(finding -> assertThat(finding.cure())
                        .hasValueSatisfying(cure -> assertThat(cure)
                                .startsWith("restic repair packs "
                                        + report.brokenPacks().get(0))));
    }

    @Test
    void onlyWhoReadsThePacksFindsWhatIsDamagedInside() throws IOException {
        check(new Golden("restic-0.14.0", "v2-damaged-pack"), new ReadData.None());
        assertThat(findings).isEmpty();
    }

    @Test
    void aStaleLockIsNoDamage() throws IOException {
        CheckReport report = check(new Golden("restic-0.19.1", "v2-stale-locks"), new ReadData.None());
        assertThat(report.isDamaged()).isFalse();
        assertThat(findings)
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING))
                .anySatisfy(finding -> assertThat(finding.sentence()).startsWith("exclusive lock "));
    }

    @Test
    void aDamagedIndexIsOneErrorAndNotAThousand() throws IOException {
        Golden golden = new Golden("restic-0.19.1", "v2-duplicates");
        prepare(golden);
        flip(anyFile("index"), 40);
        CheckReport report = check(golden);
        assertThat(report.findings()).containsOnlyKeys("index-unreadable");
        assertThat(report.indexes()).isEqualTo(golden.files("index").size() - 1);
    }

    @Test
    void aDamagedSnapshotIsNamed() throws IOException {
        prepare(SOUND);
        Path snapshot = anyFile("snapshots");
        flip(snapshot, 40);
        check(SOUND);
        assertThat(findings)
                .singleElement()
                .isInstanceOfSatisfying(
                        SnapshotFinding.Unreadable.class,
                        finding -> assertThat(finding.snapshot())
                                .hasToString(snapshot.getFileName().toString()));
    }

    @Test
    void aFileUnderAnotherNameIsNotTheOneThatWasUploaded() throws IOException {
        prepare(SOUND);
        rename(anyFile("snapshots"));
        rename(anyFile("index"));
        check(SOUND);
        assertThat(codes()).containsExactlyInAnyOrder("snapshot-unreadable", "index-unreadable");
    }

    @Test
    void aPackOfAnotherLengthIsFoundWithoutReadingIt() throws IOException {
        prepare(SOUND);
        Path pack = largestPack();
        Files.write(pack, new byte[1], StandardOpenOption.APPEND);
        check(SOUND);
        assertThat(findings)
                .first()
                .isInstanceOfSatisfying(
                        PackFinding.WrongSize.class,
                        finding -> assertThat(finding.actual()).isEqualTo(finding.expected() + 1));
    }

    @Test
    void withoutItsIndexEverythingIsLost() throws IOException {
        Golden golden = new Golden("restic-0.19.1", "v2-off");
        prepare(golden);
        for (String index : golden.files("index").keySet()) {
            Files.delete(repo().resolve("index").resolve(index));
        }
        check(golden);
        assertThat(codes()).contains("pack-not-indexed", "blob-missing").doesNotContain("tree-unreadable");
        assertThat(findings)
                .anySatisfy(finding -> assertThat(finding)
                        .isInstanceOfSatisfying(
                                SnapshotFinding.BlobMissing.class,
                                missing -> assertThat(missing.kind()).isEqualTo(BlobKind.TREE)));
    }

    @Test
    void aTreeThatCannotBeReadIsFound() throws IOException {
        Golden golden = new Golden("restic-0.19.1", "v1-plain");
        prepare(golden);
        try (Stream<Path> packs = Files.walk(repo().resolve("data"))) {
            for (Path pack : packs.filter(Files::isRegularFile).toList()) {
                flip(pack, 40);
            }
        }
        check(golden);
        assertThat(codes()).isNotEmpty().containsOnly("tree-unreadable");
    }

    @Test
    void aDamagedKeyAndADamagedLockAreNoDamageToData() throws IOException {
        Golden golden = new Golden("restic-0.19.1", "v2-stale-locks");
        prepare(golden);
        Files.writeString(repo().resolve("keys").resolve("0".repeat(64)), "{}");
        flip(anyFile("locks"), 40);
        CheckReport report = check(golden);
        assertThat(report.isDamaged()).isFalse();
        assertThat(codes()).containsExactlyInAnyOrder("key-unreadable", "lock-unreadable", "lock-stale");
    }

    @Test
    void aPackThatAClientRemovesMeanwhileTogetherWithItsIndexIsNotMissing() throws IOException {
        prepare(SOUND);
        Store store = Unpacked.store(repo());
        Path pack = largestPack();
        List<String> phases = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void begin(Phase phase, long items, long bytes) {
                phases.add(phase.name());
                if (phase == Phase.PACKS) {
                    try {
                        Files.delete(pack);
                        for (String index : SOUND.files("index").keySet()) {
                            Files.delete(repo().resolve("index").resolve(index));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }

            @Override
            public void advance(long items, long bytes) {}
        };
        try (Unlocked repository = Unlocked.open(store, GoldenKeys.of(SOUND))) {
            inspection(store).check(repository, new ReadData.All(), progress, findings::add);
        }
        assertThat(phases).contains("PACKS");
        assertThat(findings).isEmpty();
    }

    @Test
    void whatRusticWillDeleteIsNotTakenForAnOrphan() throws IOException {
        Golden golden = new Golden("restic-0.19.1", "v2-orphan-packs");
        prepare(golden);
        check(golden);
        PackFinding.NotIndexed orphan = findings.stream()
                .filter(PackFinding.NotIndexed.class::isInstance)
                .map(PackFinding.NotIndexed.class::cast)
                .findFirst()
                .orElseThrow();
        findings.clear();
        addIndex(golden, "{\"packs\":[],\"packs_to_delete\":[{\"id\":\"" + orphan.pack() + "\",\"blobs\":[]}]}");
        check(golden);
        assertThat(codes()).containsExactlyInAnyOrder("pack-marked", "pack-not-indexed");
        assertThat(findings).contains(new PackFinding.Marked(orphan.pack(), orphan.size()));
    }

    @Test
    void indexFilesThatContradictEachOtherAreFoundAndThePackTellsWhoIsRight() throws IOException {
        prepare(SOUND);
        FileId pack = FileId.parse(largestPack().getFileName().toString()).orElseThrow();
        String blob = "{\"id\":\"" + "ab".repeat(32) + "\",\"type\":\"data\",\"offset\":0,\"length\":100}";
        addIndex(SOUND, "{\"packs\":[{\"id\":\"" + pack + "\",\"blobs\":[" + blob + "]}]}");
        CheckReport report = check(SOUND, Unpacked.store(repo()), new ReadData.All());
        assertThat(findings)
                .contains(new IndexFinding.PackDiffers(pack))
                .anySatisfy(finding -> assertThat(finding)
                        .isInstanceOfSatisfying(
                                ContentFinding.HeaderDiffers.class,
                                differs -> assertThat(differs.what())
                                        .startsWith("1 blob is in the index but not in its header")));
        assertThat(report.brokenPacks()).containsExactly(pack);
    }

    @Test
    void anEmptyIndexFileHarmsNobody() throws IOException {
        prepare(SOUND);
        addIndex(SOUND, "{\"packs\":null}");
        check(SOUND);
        assertThat(findings).isEmpty();
    }

    @Test
    void aPartOfThePacksIsReadIfThatIsAsked() throws IOException {
        Golden golden = new Golden("restic-0.19.1", "v2-small-packs");
        long first = check(golden, new ReadData.Part(1, 2)).packsRead().count();
        long second = check(golden, new ReadData.Part(2, 2)).packsRead().count();
        assertThat(first + second).isEqualTo(golden.files("data").size());
    }

    private void addIndex(Golden golden, String json) throws IOException {
        byte[] sealed =
                Envelope.seal(json.getBytes(StandardCharsets.UTF_8), GoldenKeys.of(golden), 2, new SplittableRandom(5));
        FileId id = new HashedSource(Source.of("index", sealed)).finish();
        Files.write(repo().resolve("index").resolve(id.toString()), sealed);
    }

    private void prepare(Golden golden) {
        golden.unpack(repo());
    }

    private Path repo() {
        return directory.resolve("repo");
    }

    private CheckReport check(Golden golden, ReadData readData) throws IOException {
        prepare(golden);
        return check(golden, Unpacked.store(repo()), readData);
    }

    private CheckReport check(Golden golden) throws IOException {
        return check(golden, Unpacked.store(repo()), new ReadData.None());
    }

    private CheckReport check(Golden golden, Store store, ReadData readData) throws IOException {
        try (Unlocked repository = Unlocked.open(store, GoldenKeys.of(golden))) {
            return inspection(store).check(repository, readData, Progress.NONE, findings::add);
        }
    }

    private Inspection inspection(Store store) {
        return new Inspection(
                store,
                Unpacked.disk(directory),
                directory.resolve("state"),
                new SecureRandom(),
                LATER,
                new TrialMemory(new SecureRandom()));
    }

    private List<String> codes() {
        return findings.stream().map(Finding::code).toList();
    }

    private long count(String code) {
        return codes().stream().filter(code::equals).count();
    }

    private Path anyFile(String folder) throws IOException {
        try (Stream<Path> files = Files.list(repo().resolve(folder))) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    private Path largestPack() throws IOException {
        try (Stream<Path> packs = Files.walk(repo().resolve("data"))) {
            return packs.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(pack -> pack.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    private static void rename(Path file) throws IOException {
        Files.move(file, file.resolveSibling(new FileId(1, 2, 3, 4).toString()));
    }
}
