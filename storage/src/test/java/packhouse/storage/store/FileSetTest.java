package packhouse.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;
import packhouse.protocol.FileInfo;

/** A file set is a sorted map that is never changed. */
final class FileSetTest {

    private static final long SEED = 20_260_117;

    @Test
    void theEmptySetHasNothing() {
        assertThat(FileSet.EMPTY.count()).isZero();
        assertThat(FileSet.EMPTY.bytes()).isZero();
        assertThat(FileSet.EMPTY.find(new FileId(0, 0, 0, 0))).isEmpty();
        assertThat(FileSet.of(List.of()).count()).isZero();
    }

    @Test
    void afterAnyChangesItIsWhatAMapWouldBe() {
        Random random = new Random(SEED);
        Map<FileId, Long> model = new TreeMap<>();
        FileSet set = FileSet.EMPTY;
        for (int round = 0; round < 300; round++) {
            Map<FileId, Long> changes = new HashMap<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                changes.put(id(random), random.nextInt(3) == 0 ? -1L : random.nextInt(1000));
            }
            FileSet before = set;
            List<FileInfo> held = files(before);
            set = set.with(changes);
            changes.forEach((id, size) -> {
                model.remove(id);
                if (size >= 0) {
                    model.put(id, size);
                }
            });
            assertThat(files(set)).as("seed %d, round %d", SEED, round).isEqualTo(files(model));
            assertThat(files(FileSet.of(files(model)))).isEqualTo(files(model));
            assertThat(set.bytes())
                    .isEqualTo(model.values().stream().mapToLong(size -> size).sum());
            FileId any = id(random);
            assertThat(set.find(any).orElse(-1)).isEqualTo(model.getOrDefault(any, -1L));
            assertThat(files(before)).as("the old set").isEqualTo(held);
        }
    }

    /** Few ids, on both sides of the sign, so that changes meet files that are there. */
    private static FileId id(Random random) {
        return new FileId(random.nextInt(5) - 2, 0, 0, random.nextInt(9) - 4);
    }

    private static List<FileInfo> files(FileSet set) {
        List<FileInfo> files = new ArrayList<>();
        for (int i = 0; i < set.count(); i++) {
            files.add(new FileInfo(set.id(i), set.size(i)));
        }
        return files;
    }

    private static List<FileInfo> files(Map<FileId, Long> model) {
        return model.entrySet().stream()
                .map(entry -> new FileInfo(entry.getKey(), entry.getValue()))
                .toList();
    }
}
