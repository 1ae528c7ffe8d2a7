package packhouse.it.understand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.it.support.Outcome;
import packhouse.it.support.Program;
import packhouse.it.support.Restic;
import packhouse.it.support.TreeCompare;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.Compression;
import packhouse.storage.format.IndexFile;
import packhouse.storage.format.IndexVisitor;
import packhouse.storage.format.IndexWriter;
import packhouse.storage.format.KeyFileWriter;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.RepositoryConfig;
import packhouse.storage.format.SnapshotDraft;

/** Packs, index files, snapshots, keys and configs that packhouse writes are for both client generations like their own. */
@Execution(ExecutionMode.CONCURRENT)
final class WrittenByPackhouseIT {

    private static final long SEED = 20_260_402;
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-24T18:00:00.5+01:00");

    /** Around what begins and ends a pack, a header entry and a piece. */
    private static final List<Integer> SIZES = List.of(
            0, 1, 2, 31, 32, 33, 511, 4096, 65_537, 1_000_003, (8 << 20) - 1, 8 << 20, (8 << 20) + 1, 20_000_000);

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private final Random random = new Random(SEED);

    static Stream<Arguments> repositories() {
        return Stream.of(
                arguments(Program.OLD_RESTIC, 1),
                arguments(Program.NEW_RESTIC, 1),
                arguments(Program.OLD_RESTIC, 2),
                arguments(Program.NEW_RESTIC, 2));
    }

    private Path repository() {
        return folder.resolve("repository");
    }

    private Restic client(Program generation) throws IOException {
        Path home = folder.resolve("home-" + generation.name());
        Files.createDirectories(home.resolve("cache")); // 0.14 mentions it if its check has to make it.
        return Restic.of(generation, home, repository().toString());
    }

    private Restic repositoryOf(Program generation, int version) throws IOException {
        Restic restic = client(generation);
        restic.begin(version);
        Path theirs = Files.createDirectories(folder.resolve("theirs"));
        Files.write(theirs.resolve("file"), noise(300_000));
        restic.ok("backup", "--quiet", theirs.toString());
        return restic;
    }

    private byte[] noise(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Two files of each size: one that does not compress, one that does. */
    private Path files() throws IOException {
        Path files = Files.createDirectories(folder.resolve("files/below"));
        for (int size : SIZES) {
            Files.write(files.resolve("noise-" + size), noise(size));
            byte[] text = new byte[size];
            for (int i = 0; i < size; i++) {
                text[i] = (byte) ('a' + random.nextInt(1 + i % 7));
            }
            Files.write(files.resolveSibling("text-" + size), text);
        }
        return files.resolveSibling("");
    }

    /** Not even a remark. */
    private void assertSoundForBoth() throws IOException {
        for (Program generation : List.of(Program.OLD_RESTIC, Program.NEW_RESTIC)) {
            Outcome check = client(generation).run("check", "--read-data");
            assertThat(check.isGood()).as(check.toString()).isTrue();
            assertThat(check.err()).isEmpty();
            assertThat(check.out()).contains("no errors were found").doesNotContain("duplicate", "hint", "Warning");
        }
    }

    private void assertRestored(Program reader, Path files) throws IOException {
        Path restored = folder.resolve("restored");
        client(reader).ok("restore", "latest", "--host", "nas", "--target", restored.toString());
        assertThat(TreeCompare.differences(List.of(files), restored))
                .as("seed %d", SEED)
                .isEmpty();
        WorkFolder.delete(restored);
    }

    /** A snapshot of files, whose blobs have all levels of compression, and blobs that no snapshot needs. */
    private void writeSnapshot(Restic restic, int version, Path files) throws IOException {
        try (OwnHand hand = new OwnHand(repository(), restic.password(), random)) {
            assertThat(hand.version()).isEqualTo(version);
            List<Compression> levels = version < 2 ? List.of(Compression.OFF) : List.of(Compression.values());
            FileId tree = new TreeHand(hand, levels).root(files);
            for (Compression level : levels) {
                hand.blob(BlobKind.DATA, noise(100), level);
                hand.blob(BlobKind.DATA, noise(128 << 10), level);
            }
            hand.storePacksAndIndex();
            hand.store(
                    "snapshots",
                    new SnapshotDraft(NOW, tree, List.of(files.toString()))
                            .hostname("nas")
                            .username("packhouse")
                            .toJson());
        }
    }

    @ParameterizedTest(name = "{0}, version {1}")
    @MethodSource("repositories")
    void aSnapshotOfOursIsCheckedAndRestored(Program generation, int version) throws IOException {
        Restic restic = repositoryOf(generation, version);
        Path files = files().toAbsolutePath().normalize();
        writeSnapshot(restic, version, files);
        assertSoundForBoth();
        for (Program reader : List.of(Program.OLD_RESTIC, Program.NEW_RESTIC)) {
            assertRestored(reader, files);
        }
    }

    @ParameterizedTest(name = "{0}, version {1}")
    @MethodSource("repositories")
    void aClientGoesOnWithIt(Program generation, int version) throws IOException {
        Restic restic = repositoryOf(generation, version);
        Path files = files().toAbsolutePath().normalize();
        writeSnapshot(restic, version, files);

        restic.ok("backup", "--quiet", files.toString());
        restic.ok("prune", "--max-unused", "0");

        assertSoundForBoth();
    }

    @ParameterizedTest(name = "{0}, version {1}")
    @MethodSource("repositories")
    void whatWasTheirsIsWrittenAnew(Program generation, int version) throws IOException {
        Restic restic = repositoryOf(generation, version);
        restic.ok(
                "backup",
                "--quiet",
                Files.write(folder.resolve("other"), noise(5000)).toString());
        try (OwnHand hand = new OwnHand(repository(), restic.password(), random)) {
            mergeIndexes(hand);
            tagSnapshots(hand);
            byte[] key = new KeyFileWriter(random)
                    .write("another".getBytes(StandardCharsets.UTF_8), hand.key(), "nas", "root", NOW);
            Files.write(repository().resolve("keys").resolve(TreeState.sha256(key)), key);
            Path config = repository().resolve("config");
            byte[] renewed =
                    RepositoryConfig.open(OwnHand.source(config), hand.key()).seal(2, hand.key(), random);
            Files.delete(config);
            Files.write(config, renewed);
        }
        assertSoundForBoth();
        assertThat(restic.list("index")).hasSize(1);
        assertThat(restic.ok("snapshots", "--json", "--tag", "ours"))
                .contains("\"original\"")
                .contains("\"tags\":[\"ours\",");
        assertThat(restic.withPassword("another").ok("cat", "config")).contains("\"version\": 2");
    }

    @ParameterizedTest(name = "{0}, version {1}")
    @MethodSource("repositories")
    void blobsOfTheirsAreInPacksOfOurs(Program generation, int version) throws IOException {
        Restic restic = repositoryOf(generation, version);
        Path files = files();
        Files.writeString(files.resolve("file <&> ü"), "all work and no play \n".repeat(2000));
        Files.createSymbolicLink(files.resolve("link"), Path.of("below"));
        restic.ok("backup", "--quiet", "--host", "nas", files.toString());
        List<Compression> levels = version < 2 ? List.of(Compression.OFF) : List.of(Compression.values());
        try (OwnHand hand = new OwnHand(repository(), restic.password(), random)) {
            List<Path> index = hand.files("index");
            hand.rewritePacks(levels);
            for (Path file : index) {
                Files.delete(file);
            }
        }
        assertSoundForBoth();
        for (Program reader : List.of(Program.OLD_RESTIC, Program.NEW_RESTIC)) {
            assertRestored(reader, files.toAbsolutePath().normalize());
        }
    }

    /** All index files become one, with the same entries. */
    private static void mergeIndexes(OwnHand hand) throws IOException {
        List<Path> old = hand.files("index");
        assertThat(old).hasSizeGreaterThan(1);
        IndexWriter writer = new IndexWriter(json -> hand.store("index", json));
        for (Path file : old) {
            Copied copied = new Copied(writer);
            IndexFile.read(new ByteArrayInputStream(hand.document(file)), file.toString(), hand.version(), copied);
            copied.end();
        }
        writer.end();
        for (Path file : old) {
            Files.delete(file);
        }
    }

    private static void tagSnapshots(OwnHand hand) throws IOException {
        for (Path file : hand.files("snapshots")) {
            String name = file.getFileName().toString();
            hand.store(
                    "snapshots",
                    SnapshotDraft.of(new ByteArrayInputStream(hand.document(file)), name)
                            .tags(List.of("ours", "<ü>"))
                            .original(FileId.parse(name).orElseThrow())
                            .toJson());
            Files.delete(file);
        }
    }

    /** Hands the packs of an index file to a writer. */
    private static final class Copied implements IndexVisitor {

        private final IndexWriter writer;
        private final List<PackEntry> entries = new ArrayList<>();
        private final List<FileId> pack = new ArrayList<>();

        Copied(IndexWriter writer) {
            this.writer = writer;
        }

        @Override
        public void pack(FileId id, boolean deleted) {
            end();
            pack.add(id);
        }

        @Override
        public void blob(BlobKind kind, FileId id, long offset, long length, long rawLength) {
            entries.add(new PackEntry(kind, id, offset, length, rawLength));
        }

        void end() {
            try {
                if (!pack.isEmpty()) {
                    writer.pack(pack.get(0), List.copyOf(entries));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            pack.clear();
            entries.clear();
        }
    }
}
