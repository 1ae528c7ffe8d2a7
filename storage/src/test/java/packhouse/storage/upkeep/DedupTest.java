package packhouse.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.storage.Golden;
import packhouse.storage.Unpacked;
import packhouse.storage.catalog.Progress;
import packhouse.storage.format.GoldenKeys;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Store;

/** What real repositories hold more than once, uncompressed or for nothing: exactly what another decoder counted. */
final class DedupTest {

    private final TrialMemory memory = new TrialMemory(new SecureRandom());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("packhouse.storage.Golden#all")
    void theNumbersAreThoseOfAnIndependentDecoder(Golden golden) throws IOException {
        DedupReport report = report(golden);
        JsonNode expected = golden.expected();
        JsonNode data = expected.at("/blobs/data");
        JsonNode tree = expected.at("/blobs/tree");
        assertThat(report.version()).isEqualTo(expected.at("/version").asInt());
        assertThat(report.snapshots()).isEqualTo(number(expected, "/snapshots"));
        assertThat(report.blobs().data()).isEqualTo(number(data, "/unique/count"));
        assertThat(report.blobs().tree()).isEqualTo(number(tree, "/unique/count"));
        assertThat(report.blobs().copies()).isEqualTo(amount(data, "/entries").plus(amount(tree, "/entries")));
        assertThat(report.uncompressed().data()).isEqualTo(amount(data, "/uncompressed"));
        assertThat(report.uncompressed().tree()).isEqualTo(amount(tree, "/uncompressed"));
        assertThat(report.duplicate().blobs())
                .isEqualTo(number(data, "/with_duplicates") + number(tree, "/with_duplicates"));
        assertThat(report.duplicate().copies())
                .isEqualTo(number(data, "/duplicate_copies") + number(tree, "/duplicate_copies"));
        assertThat(report.duplicate().bytes())
                .isEqualTo(report.blobs().copies().bytes()
                        - number(data, "/unique/bytes")
                        - number(tree, "/unique/bytes"));
        assertUsage(report.usage(), expected.at("/usage"));
        assertPacks(report.packs(), expected.at("/packs"));
        assertThat(report.index().files()).isEqualTo(number(expected, "/index/files"));
    }

    private static void assertUsage(DedupReport.Usage usage, JsonNode expected) {
        assertThat(usage.used()).isEqualTo(amount(expected, "/used"));
        assertThat(usage.usedPlainBytes()).isEqualTo(number(expected, "/used/plain_bytes"));
        assertThat(usage.duplicate()).isEqualTo(amount(expected, "/duplicate"));
        assertThat(usage.unused()).isEqualTo(amount(expected, "/unused"));
        assertThat(usage.unreferencedPackBytes()).isEqualTo(number(expected, "/unreferenced_pack_bytes"));
    }

    private static void assertPacks(DedupReport.Packs packs, JsonNode expected) {
        assertThat(packs.total()).isEqualTo(number(expected, "/stored"));
        assertThat(packs.stored().bytes()).isEqualTo(number(expected, "/stored_bytes"));
        assertThat(packs.indexed()).isEqualTo(number(expected, "/indexed"));
        assertThat(packs.missing()).isEqualTo(number(expected, "/missing"));
        assertThat(packs.unindexed()).isEqualTo(number(expected, "/unindexed"));
        assertThat(packs.inSeveralIndexes()).isEqualTo(number(expected, "/in_several_indexes"));
        assertThat(packs.data()).isEqualTo(number(expected, "/data"));
        assertThat(packs.tree()).isEqualTo(number(expected, "/tree"));
        assertThat(packs.mixed()).isEqualTo(number(expected, "/mixed"));
        assertThat(packs.fullyUsed()).isEqualTo(number(expected, "/fully_used"));
        assertThat(packs.partlyUsed()).isEqualTo(number(expected, "/partly_used"));
        assertThat(packs.unused()).isEqualTo(number(expected, "/unused"));
        assertThat(packs.withUncompressed()).isEqualTo(number(expected, "/with_uncompressed_blobs"));
    }

    @Test
    void copiesAreTracedToTheHostsThatUploadedThem() throws IOException {
        DedupReport report = report(new Golden("restic-0.19.1", "v2-duplicates"));
        assertThat(report.duplicate().origins())
                .flatExtracting(DedupReport.Origin::hosts)
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(report.duplicate().origins().stream()
                        .mapToLong(origin -> origin.copies().count())
                        .sum())
                .isEqualTo(report.duplicate().copies() + report.duplicate().blobs());
    }

    @Test
    void theWorstPacksHoldAllThatIsRedundant() throws IOException {
        DedupReport report = report(new Golden("restic-0.19.1", "v2-duplicates-mixed"));
        assertThat(report.duplicate().worst().stream()
                        .mapToLong(pack -> pack.copies().bytes())
                        .sum())
                .isEqualTo(report.duplicate().bytes());
        assertThat(report.mixed().count()).isPositive();
    }

    @Test
    void aSampleOfAllThatIsPlainSavesExactlySoMuch() throws IOException {
        DedupReport report = report(new Golden("restic-0.19.1", "v2-off"));
        DedupReport.ExpectedSaving saving =
                report.uncompressed().expectedSaving().orElseThrow();
        assertThat(saving.sampled()).isEqualTo(report.uncompressed().total());
        assertThat(saving.auto().error()).isZero();
        assertThat(saving.auto().bytes()).isPositive();
        assertThat(saving.max().bytes()).isGreaterThanOrEqualTo(saving.fastest().bytes());
    }

    @Test
    void pruneIsNotPossibleWhileSomethingIsMissing() throws IOException {
        assertThat(report(new Golden("restic-0.19.1", "v2-missing-pack"))
                        .prune()
                        .possible())
                .isFalse();
    }

    private DedupReport report(Golden golden) throws IOException {
        Store store = Unpacked.store(golden, directory.resolve("repo"));
        Inspection inspection = new Inspection(
                store,
                Unpacked.disk(directory),
                directory.resolve("state"),
                new SecureRandom(),
                InstantSource.system(),
                memory);
        try (Unlocked repository = Unlocked.open(store, GoldenKeys.of(golden))) {
            return inspection.dedup(repository, Progress.NONE);
        }
    }

    private static long number(JsonNode node, String path) {
        assertThat(node.at(path).isNumber()).as(path).isTrue();
        return node.at(path).asLong();
    }

    private static Amount amount(JsonNode node, String path) {
        return new Amount(number(node, path + "/count"), number(node, path + "/bytes"));
    }
}
