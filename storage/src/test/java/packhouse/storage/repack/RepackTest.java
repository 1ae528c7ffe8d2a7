package packhouse.storage.repack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.protocol.FileId;
import packhouse.protocol.FileType;
import packhouse.storage.Golden;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;

/** What is left of real repositories: each blob once, compressed, in packs of one kind, and nothing is lost. */
final class RepackTest {

    private static final long SMALL_PACK = 64 << 10;

    @TempDir
    private Path directory;

    static Stream<Golden> sound() {
        return Golden.all()
                .filter(golden ->
                        !golden.name().contains("damaged") && !golden.name().contains("missing"));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void everyBlobIsThereOnceAndCanBeRead(Golden golden) throws IOException {
        try (World world = new World(golden, directory)) {
            Set<String> before = world.index().keySet();
            int findings = world.check().size();
            world.limits = golden.client().endsWith(".1") ? World.FEW : Batches.Limits.USUAL;
            RepackResult result = world.run(World.thorough(SMALL_PACK));
            Map<String, List<Copy>> after = world.index();
            assertThat(after.keySet()).isEqualTo(before);
            for (Map.Entry<String, List<Copy>> blob : after.entrySet()) {
                assertThat(blob.getValue()).as(blob.getKey()).hasSize(1);
                Copy copy = blob.getValue().get(0);
                world.read(copy);
                assertThat(copy.entry().isCompressed()).isEqualTo(world.unlocked.version() > 1);
            }
            assertPacksArePure(world, after);
            assertThat(world.check()).hasSizeLessThanOrEqualTo(findings);
            assertThat(result.leftAlone()).isEmpty();
            assertThat(world.exchange.staging()).isEmptyDirectory();
        }
    }

    private static void assertPacksArePure(World world, Map<String, List<Copy>> index) throws IOException {
        Set<FileId> packs = new HashSet<>();
        index.values().forEach(copies -> packs.add(copies.get(0).pack()));
        for (FileId pack : packs) {
            List<PackEntry> header = world.header(pack);
            assertThat(header.stream().map(PackEntry::kind).distinct()).hasSize(1);
            List<PackEntry> listed = new ArrayList<>();
            index.values().stream()
                    .filter(copies -> copies.get(0).pack().equals(pack))
                    .forEach(copies -> listed.add(copies.get(0).entry()));
            assertThat(listed).containsExactlyInAnyOrderElementsOf(header);
        }
    }

    @ParameterizedTest
    @MethodSource("sound")
    void aSecondRunFindsNothingToDo(Golden golden) throws IOException {
        try (World world = new World(golden, directory)) {
            world.run(World.thorough(SMALL_PACK));
            List<FileId> packs = world.files(FileType.DATA);
            List<FileId> indexes = world.files(FileType.INDEX);
            RepackResult again = world.run(World.thorough(SMALL_PACK));
            assertThat(again.commits()).isEmpty();
            assertThat(again.read()).isZero();
            assertThat(world.files(FileType.DATA)).isEqualTo(packs);
            assertThat(world.files(FileType.INDEX)).isEqualTo(indexes);
        }
    }

    @Test
    void atMostOneNewPackOfEachKindIsNotFull() throws IOException {
        try (World world = new World(new Golden("restic-0.19.1", "v2-duplicates-mixed"), directory)) {
            Set<FileId> before = new HashSet<>(world.files(FileType.DATA));
            world.limits = World.FEW;
            RepackResult result = world.run(World.thorough(SMALL_PACK));
            List<FileId> added = new ArrayList<>(world.files(FileType.DATA));
            added.removeAll(before);
            assertThat(result.written().count()).isEqualTo(added.size());
            assertThat(result.commits()).hasSizeGreaterThan(2);
            List<BlobKind> small = new ArrayList<>();
            for (FileId pack : added) {
                List<PackEntry> header = world.header(pack);
                if (header.stream().mapToLong(PackEntry::length).sum() < SMALL_PACK / 5 * 4) {
                    small.add(header.get(0).kind());
                }
            }
            assertThat(small).doesNotHaveDuplicates();
        }
    }

    @Test
    void aPlanTellsWhatWillBeDone() throws IOException {
        try (World world = new World(new Golden("restic-0.19.1", "v2-duplicates-mixed"), directory);
                RepackPlan plan = world.plan(World.thorough(SMALL_PACK))) {
            List<FileId> planned = new ArrayList<>();
            for (int batch = 0; batch < plan.batches(); batch++) {
                planned.addAll(plan.batch(batch).sources());
            }
            assertThat(plan.totals().sources().count()).isEqualTo(planned.size());
            assertThat(plan.totals().reasons()).containsKeys(Reason.DUPLICATES, Reason.UNCOMPRESSED);
            assertThat(world.files(FileType.DATA)).containsAll(planned);
            assertThat(world.exchange.changes).isEmpty();
            RepackResult result = world.run(World.thorough(SMALL_PACK));
            assertThat(result.hidden()).isEqualTo(plan.totals().sources());
            assertThat(result.indexes()).isGreaterThanOrEqualTo(plan.totals().indexes());
            assertThat(world.files(FileType.DATA)).doesNotContainAnyElementsOf(planned);
        }
    }
}
