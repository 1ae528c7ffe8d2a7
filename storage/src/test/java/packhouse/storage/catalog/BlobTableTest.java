package packhouse.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;
import packhouse.storage.TestClock;
import packhouse.storage.catalog.TestIndexes.Pack;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;

/** A blob is found whatever its id is like, and nothing else is. */
final class BlobTableTest {

    private static final int COUNT = 700;

    private final Random random = new Random(20_260_304);
    private final TestIndexes indexes = new TestIndexes();

    @Test
    void idsThatAreSpreadEvenly() throws IOException {
        check(() -> TestIndexes.id(random));
    }

    @Test
    void idsThatBeginAlikeOverManyPages() throws IOException {
        check(() -> new FileId(-5, random.nextInt(3), random.nextInt(9), random.nextLong()));
    }

    @Test
    void idsAtBothEnds() throws IOException {
        check(() -> new FileId(random.nextInt(2) - 1L, -random.nextInt(2), 0, random.nextInt(1000) - 500L));
    }

    private void check(Supplier<FileId> ids) throws IOException {
        Set<FileId> data = new HashSet<>();
        Set<FileId> trees = new HashSet<>();
        List<PackEntry> entries = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            boolean tree = random.nextBoolean();
            FileId id = ids.get();
            (tree ? trees : data).add(id);
            entries.add(new PackEntry(tree ? BlobKind.TREE : BlobKind.DATA, id, i * 100L, 100, 0));
        }
        indexes.files.put(TestIndexes.id(random), List.of(new Pack(TestIndexes.id(random), false, entries)));
        SimulatedDisk disk = new SimulatedDisk(new TestClock());
        try (Catalog catalog = TestCatalogs.builder(disk, Path.of("/c"), indexes, 1, new Budget(1, 100_000))
                .rebuild()) {
            assertThat(catalog.blobCount()).isEqualTo(data.size() + trees.size());
            for (int i = 0; i < COUNT; i++) {
                FileId id = i % 2 == 0 ? entries.get(i).id() : ids.get();
                checkOne(catalog, BlobKind.DATA, id, data.contains(id));
                checkOne(catalog, BlobKind.TREE, id, trees.contains(id));
            }
        }
    }

    private static void checkOne(Catalog catalog, BlobKind kind, FileId id, boolean there) throws IOException {
        int ordinal = catalog.ordinal(kind, id);
        assertThat(ordinal >= 0).isEqualTo(there);
        if (there) {
            try (BlobCursor blobs = catalog.blobs()) {
                while (blobs.ordinal() < ordinal) {
                    blobs.next();
                }
                assertThat(blobs.id()).isEqualTo(id);
                assertThat(blobs.kind()).isEqualTo(kind);
            }
        }
    }
}
