package packhouse.it.understand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.it.support.Packhouse;
import packhouse.it.support.Program;
import packhouse.it.support.Restic;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;

/** What {@code packhouse repo dedup} counts is what an independent count of the same index gives, and what restic says itself. */
@Execution(ExecutionMode.CONCURRENT)
final class DedupCountsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir(factory = WorkFolder.class)
    Path folder;

    static Stream<Arguments> repositories() {
        return Stream.of(
                arguments(Program.OLD_RESTIC, 1), arguments(Program.OLD_RESTIC, 2), arguments(Program.NEW_RESTIC, 2));
    }

    @ParameterizedTest(name = "{0}, version {1}")
    @MethodSource("repositories")
    void theFiguresAreThoseOfRestic(Program generation, int version) throws IOException {
        Sessions sessions = new Sessions(folder, generation, version, 20_260_403);
        Restic restic = sessions.init("busy");
        Path common = sessions.files("common");
        Path other = sessions.files("other");
        sessions.backup(restic, "first", "auto", sessions.files("lost"));
        sessions.atOnce(
                "busy",
                List.of(
                        session -> sessions.backup(session, "one", "off", common),
                        session -> sessions.backup(session, "two", "max", common, other),
                        session -> sessions.backup(session, "three", "off", common)));
        sessions.backup(restic, "last", "off", common, sessions.files("late"));
        forgetAll(restic, "first");

        JsonNode dedup = Packhouse.knowing(restic.password(), sessions.data()).json(0, "dedup", "busy", "--offline");

        IndexCount index = IndexCount.of(restic);
        assertThat(index.extraCopies()).as("there is something to count").isPositive();
        assertBlobs(dedup, index);
        assertThat(dedup.at("/packs/total").asLong())
                .isEqualTo(TreeState.names(sessions.data().resolve("busy/data")).size());
        assertThat(dedup.at("/packs/indexed").asInt()).isEqualTo(index.packs());
        assertThat(dedup.at("/index/files").asInt())
                .isEqualTo(restic.list("index").size());
        assertThat(dedup.at("/snapshots").asInt())
                .isEqualTo(restic.list("snapshots").size());
        for (Program reader : List.of(Program.OLD_RESTIC, Program.NEW_RESTIC)) {
            Restic judge = sessions.client(reader, sessions.data().resolve("busy"));
            assertUsage(dedup, PruneFigures.of(judge));
            assertStatistics(dedup, judge, reader);
        }
    }

    private static void forgetAll(Restic restic, String host) throws IOException {
        for (JsonNode snapshot : JSON.readTree(restic.ok("snapshots", "--json", "--host", host))) {
            restic.ok("forget", "--quiet", snapshot.path("id").asText());
        }
    }

    private static void assertBlobs(JsonNode dedup, IndexCount index) {
        assertThat(dedup.at("/blobs/data").asLong()).isEqualTo(index.blobs("data"));
        assertThat(dedup.at("/blobs/tree").asLong()).isEqualTo(index.blobs("tree"));
        assertThat(dedup.at("/blobs/total").asLong()).isEqualTo(index.blobs("data") + index.blobs("tree"));
        assertThat(dedup.at("/blobs/copies/count").asLong()).isEqualTo(index.copies());
        assertThat(dedup.at("/blobs/copies/bytes").asLong()).isEqualTo(index.bytes());
        assertThat(dedup.at("/duplicate/blobs").asLong()).isEqualTo(index.duplicated());
        assertThat(dedup.at("/duplicate/copies").asLong()).isEqualTo(index.extraCopies());
        assertThat(dedup.at("/duplicate/bytes").asLong()).isEqualTo(index.extraBytes());
        assertThat(dedup.at("/uncompressed/blobs").asLong()).isEqualTo(index.uncompressed());
        assertThat(dedup.at("/uncompressed/bytes").asLong()).isEqualTo(index.uncompressedBytes());
        assertThat(dedup.at("/mixed/blobs").asLong()).isEqualTo(index.storedBothWays());
    }

    /** Of copies that differ in length restic may take any for the used one: numbers agree, and sums of bytes. */
    private static void assertUsage(JsonNode dedup, PruneFigures prune) {
        JsonNode used = dedup.at("/usage/used");
        JsonNode duplicate = dedup.at("/usage/duplicate");
        JsonNode unused = dedup.at("/usage/unused");
        assertThat(used.path("count").asLong()).isEqualTo(prune.used().blobs());
        assertThat(duplicate.path("count").asLong()).isEqualTo(prune.duplicate().blobs());
        assertThat(PruneFigures.Figure.of(
                        unused.path("count").asLong(), unused.path("bytes").asLong()))
                .isEqualTo(prune.unused());
        assertThat(PruneFigures.Figure.of(sum(used, duplicate, unused, "count"), sum(used, duplicate, unused, "bytes")))
                .isEqualTo(prune.total());
    }

    private static long sum(JsonNode one, JsonNode two, JsonNode three, String field) {
        return one.path(field).asLong()
                + two.path(field).asLong()
                + three.path(field).asLong();
    }

    /** The old client counts a blob once, the new one each of its copies, of which it takes all to be as long as one of them. */
    private static void assertStatistics(JsonNode dedup, Restic judge, Program reader) throws IOException {
        JsonNode statistics = JSON.readTree(judge.ok("stats", "--json", "--mode", "raw-data"));
        JsonNode used = dedup.at("/usage/used");
        JsonNode duplicate = dedup.at("/usage/duplicate");
        boolean copies = reader == Program.NEW_RESTIC;
        assertThat(statistics.path("total_blob_count").asLong())
                .isEqualTo(used.path("count").asLong()
                        + (copies ? duplicate.path("count").asLong() : 0));
        if (copies && dedup.at("/mixed/blobs").asLong() == 0) {
            assertThat(statistics.path("total_size").asLong())
                    .isEqualTo(used.path("bytes").asLong()
                            + duplicate.path("bytes").asLong());
        } else if (!copies && statistics.has("total_uncompressed_size")) {
            assertThat(statistics.path("total_uncompressed_size").asLong())
                    .isEqualTo(used.path("plainBytes").asLong());
        }
    }
}
