package packhouse.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.protocol.FileId;
import packhouse.storage.Golden;
import packhouse.storage.TestClock;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.GoldenKeys;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackHeader;
import packhouse.storage.format.SnapshotFile;
import packhouse.storage.format.Source;
import packhouse.storage.store.Uploads;
import packhouse.storage.store.local.LocalStore;

/** The catalogs of repositories that real clients wrote have the figures that an independent reader found. */
final class CatalogGoldenTest {

    private static final Path TOP = Path.of("/");

    private final TestClock clock = new TestClock();
    private final SimulatedDisk disk = new SimulatedDisk(clock);

    @ParameterizedTest(name = "{0}")
    @MethodSource("packhouse.storage.Golden#all")
    void figuresAreRight(Golden golden) throws IOException {
        JsonNode expected = golden.expected();
        try (Catalog catalog = build(golden)) {
            assertThat(catalog.indexes().count())
                    .isEqualTo(expected.at("/index/files").asInt());
            packs(catalog, golden, expected.get("packs"));
            for (BlobKind kind : BlobKind.values()) {
                blobs(catalog, kind, expected.get("blobs").get(kind.word()));
            }
            usage(catalog, golden, expected.get("usage"));
        }
    }

    private Catalog build(Golden golden) throws IOException {
        LocalStore store = new LocalStore(
                TOP,
                TOP.resolve("repository"),
                disk,
                new LocalStore.Options(Modes.PRIVATE, true),
                clock,
                new Random(1),
                Uploads.UNCOUNTED);
        store.create();
        for (Map.Entry<String, byte[]> file : golden.files().entrySet()) {
            try (WritableFile target = disk.create(TOP.resolve("repository").resolve(file.getKey()), Modes.PRIVATE)) {
                target.write(ByteBuffer.wrap(file.getValue()));
            }
        }
        Workspace workspace = new Workspace(disk, TOP.resolve("catalog"), new SplittableRandom(1), 2, true);
        return new CatalogBuilder(
                        store, GoldenKeys.of(golden), version(golden), workspace, Progress.NONE, TestCatalogs.SILENCE)
                .rebuild();
    }

    private static int version(Golden golden) {
        return golden.expected().get("version").asInt();
    }

    private static void packs(Catalog catalog, Golden golden, JsonNode expected) throws IOException {
        PackTable packs = catalog.packs();
        Map<String, byte[]> files = golden.files("data");
        int mixed = 0;
        int repeated = 0;
        int plain = 0;
        for (int i = 0; i < packs.count(); i++) {
            mixed += packs.hasData(i) && packs.hasTrees(i) ? 1 : 0;
            repeated += packs.isListedTwice(i) ? 1 : 0;
            plain += packs.hasPlain(i) ? 1 : 0;
            assertThat(packs.isContradictory(i) || packs.isMarked(i)).isFalse();
            assertThat(packs.number(packs.id(i))).isEqualTo(i);
            byte[] file = files.get(packs.id(i).toString());
            if (file != null && !golden.name().equals("v2-damaged-pack")) {
                assertThat(packs.expectedSize(i)).isEqualTo(file.length);
                PackTally tally = new PackTally();
                for (PackEntry entry : PackHeader.read(Source.of("pack", file), GoldenKeys.of(golden))) {
                    tally.add(entry);
                }
                assertThat(tally.fingerprint()).isEqualTo(packs.fingerprint(i));
                assertThat(tally.entries()).isEqualTo(packs.entries(i));
            }
        }
        assertThat(packs.count()).isEqualTo(expected.get("indexed").asInt());
        assertThat(mixed).isEqualTo(expected.get("mixed").asInt());
        assertThat(repeated).isEqualTo(expected.get("in_several_indexes").asInt());
        assertThat(plain).isEqualTo(expected.get("with_uncompressed_blobs").asInt());
    }

    private static void blobs(Catalog catalog, BlobKind kind, JsonNode expected) throws IOException {
        int unique = 0;
        int copies = 0;
        int repeated = 0;
        int compressed = 0;
        long bytes = 0;
        try (BlobCursor blobs = catalog.blobs()) {
            while (blobs.next()) {
                assertThat(catalog.ordinal(blobs.kind(), blobs.id())).isEqualTo(blobs.ordinal());
                if (blobs.kind() == kind) {
                    unique++;
                    copies += blobs.copies();
                    repeated += blobs.copies() > 1 ? 1 : 0;
                    for (int i = 0; i < blobs.copies(); i++) {
                        compressed += blobs.rawLength(i) > 0 ? 1 : 0;
                        bytes += blobs.length(i);
                    }
                }
            }
        }
        assertThat(unique).isEqualTo(expected.at("/unique/count").asInt());
        assertThat(copies).isEqualTo(expected.at("/entries/count").asInt());
        assertThat(bytes).isEqualTo(expected.at("/entries/bytes").asLong());
        assertThat(repeated).isEqualTo(expected.get("with_duplicates").asInt());
        assertThat(copies - unique).isEqualTo(expected.get("duplicate_copies").asInt());
        assertThat(compressed).isEqualTo(expected.at("/compressed/count").asInt());
    }

    private static void usage(Catalog catalog, Golden golden, JsonNode expected) throws IOException {
        Bits roots = new Bits(catalog.edges().ordinals());
        for (FileId tree : roots(golden)) {
            int ordinal = catalog.ordinal(BlobKind.TREE, tree);
            if (ordinal >= 0) {
                roots.set(ordinal);
            }
        }
        Bits reached = catalog.edges().reach(roots, Progress.NONE).reached();
        int used = 0;
        int unused = 0;
        try (BlobCursor blobs = catalog.blobs()) {
            while (blobs.next()) {
                used += reached.get(blobs.ordinal()) ? 1 : 0;
                unused += reached.get(blobs.ordinal()) ? 0 : blobs.copies();
            }
        }
        assertThat(used).isEqualTo(expected.at("/used/count").asInt());
        assertThat(unused).isEqualTo(expected.at("/unused/count").asInt());
    }

    private static Set<FileId> roots(Golden golden) throws IOException {
        Set<FileId> roots = new HashSet<>();
        for (Map.Entry<String, byte[]> file : golden.files("snapshots").entrySet()) {
            Source source = Source.of(file.getKey(), file.getValue());
            try (InputStream json = Envelope.open(source, GoldenKeys.of(golden), version(golden), 1 << 20)) {
                roots.add(SnapshotFile.parse(new ByteArrayInputStream(json.readAllBytes()), file.getKey())
                        .tree());
            }
        }
        return roots;
    }
}
