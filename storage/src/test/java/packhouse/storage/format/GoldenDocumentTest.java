package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.protocol.FileId;
import packhouse.storage.Golden;

/** What real clients wrote is read to the figures that belong to it, and written again byte for byte. */
final class GoldenDocumentTest {

    static Stream<Golden> golden() {
        return Golden.all();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void indexFilesListWhatIsThere(Golden golden) throws IOException {
        int files = 0;
        int entries = 0;
        for (GoldenDocument index : GoldenDocument.of(golden, "index")) {
            files++;
            entries += index.packs().values().stream().mapToInt(List::size).sum();
        }
        assertThat(files).isEqualTo(golden.expected().at("/index/files").intValue());
        assertThat(entries).isEqualTo(golden.expected().at("/index/entries").intValue());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void locksAreThoseThatAreHeld(Golden golden) throws IOException {
        int exclusive = 0;
        List<GoldenDocument> locks = GoldenDocument.of(golden, "locks");
        for (GoldenDocument lock : locks) {
            exclusive += LockFile.parse(lock.stream(), lock.file()).exclusive() ? 1 : 0;
        }
        assertThat(locks).hasSize(golden.expected().at("/locks/count").intValue());
        assertThat(exclusive).isEqualTo(golden.expected().at("/locks/exclusive").intValue());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void whatSnapshotsReachIsWhatIsUsed(Golden golden) throws IOException {
        Map<FileId, GoldenDocument> trees = new HashMap<>();
        for (GoldenDocument tree : GoldenDocument.of(golden, GoldenDocument.TREES)) {
            trees.put(FileId.parse(tree.file()).orElseThrow(), tree);
        }
        Reached reached = new Reached();
        List<GoldenDocument> snapshots = GoldenDocument.of(golden, "snapshots");
        for (GoldenDocument snapshot : snapshots) {
            reached.subtree(
                    SnapshotFile.parse(snapshot.stream(), snapshot.file()).tree());
        }
        while (!reached.open.isEmpty()) {
            GoldenDocument tree = Objects.requireNonNull(trees.get(reached.open.remove()));
            TreeReader.read(tree.stream(), tree.file(), reached);
        }
        assertThat(snapshots).hasSize(golden.expected().at("/snapshots").intValue());
        assertThat(reached.flaws).isZero();
        assertThat(reached.trees.size() + reached.data.size())
                .isEqualTo(golden.expected().at("/usage/used/count").intValue());
    }

    @ParameterizedTest
    @MethodSource("golden")
    void whatIsWrittenAgainIsTheSame(Golden golden) throws IOException {
        for (GoldenDocument snapshot : GoldenDocument.of(golden, "snapshots")) {
            assertThat(SnapshotDraft.of(snapshot.stream(), snapshot.file()).toJson())
                    .isEqualTo(snapshot.json());
        }
        for (GoldenDocument lock : GoldenDocument.of(golden, "locks")) {
            assertThat(LockFile.parse(lock.stream(), lock.file()).toJson()).isEqualTo(lock.json());
        }
        for (GoldenDocument index : GoldenDocument.of(golden, "index")) {
            IndexWriter writer = new IndexWriter(
                    json -> assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo(withoutSupersedes(index)));
            for (Map.Entry<FileId, List<PackEntry>> pack : index.packs().entrySet()) {
                writer.pack(pack.getKey(), pack.getValue());
            }
            writer.end();
        }
    }

    /** Up to 0.16 clients told which index files a new one replaces. */
    private static String withoutSupersedes(GoldenDocument index) {
        return new String(index.json(), StandardCharsets.UTF_8).replaceFirst("\"supersedes\":\\[[^]]*],", "");
    }

    private static final class Reached implements TreeVisitor {

        private final Set<FileId> trees = new HashSet<>();
        private final Set<FileId> data = new HashSet<>();
        private final Deque<FileId> open = new ArrayDeque<>();
        private int flaws;

        @Override
        public void data(FileId blob) {
            data.add(blob);
        }

        @Override
        public void subtree(FileId tree) {
            if (trees.add(tree)) {
                open.add(tree);
            }
        }

        @Override
        public void flaw(String sentence) {
            flaws++;
        }
    }
}
