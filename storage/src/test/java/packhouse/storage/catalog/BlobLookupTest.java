package packhouse.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;
import packhouse.storage.TestClock;
import packhouse.storage.catalog.TestIndexes.Pack;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;

/** Looking up a blob gives the places that going through all blobs gives, however many have copies and wherever those stand. */
final class BlobLookupTest {

    private static final int BLOBS = 3000;

    private final Random random = new Random(20_260_711);
    private final TestIndexes indexes = new TestIndexes();

    @Test
    void fewBlobsHaveCopies() throws IOException {
        check(i -> i % 50 == 0 ? 2 : 1);
    }

    @Test
    void allBlobsHaveCopies() throws IOException {
        check(i -> 2 + i % 3);
    }

    @Test
    void onlyTheFirstIdsHaveCopies() throws IOException {
        check(i -> i < BLOBS / 10 ? 5 : 1);
    }

    @Test
    void onlyTheLastIdsHaveCopies() throws IOException {
        check(i -> i > BLOBS / 10 * 9 ? 5 : 1);
    }

    private interface Copying {
        int copies(int blob);
    }

    private void check(Copying copying) throws IOException {
        List<List<PackEntry>> packs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            packs.add(new ArrayList<>());
        }
        for (int i = 0; i < BLOBS; i++) {
            FileId id = new FileId((i - BLOBS / 2L) * (Long.MAX_VALUE / BLOBS), 0, 0, i);
            BlobKind kind = random.nextBoolean() ? BlobKind.TREE : BlobKind.DATA;
            for (int copy = 0; copy < copying.copies(i); copy++) {
                packs.get(copy).add(new PackEntry(kind, id, i * 100L, 50 + random.nextInt(50), random.nextInt(2)));
            }
        }
        List<Pack> listed = new ArrayList<>();
        packs.forEach(entries -> listed.add(new Pack(TestIndexes.id(random), false, entries)));
        indexes.files.put(TestIndexes.id(random), listed);
        SimulatedDisk disk = new SimulatedDisk(new TestClock());
        try (Catalog catalog = TestCatalogs.builder(disk, Path.of("/c"), indexes, 1, new Budget(1, 100_000))
                        .rebuild();
                BlobLookup lookup = catalog.lookup();
                BlobCursor blobs = catalog.blobs()) {
            while (blobs.next()) {
                assertThat(lookup.find(blobs.kind(), blobs.id())).isTrue();
                assertSame(lookup, blobs);
            }
            assertThat(lookup.find(BlobKind.DATA, TestIndexes.id(random))).isFalse();
            assertThat(lookup.copies()).isZero();
        }
    }

    private static void assertSame(BlobLookup lookup, BlobCursor blobs) {
        assertThat(lookup.copies()).isEqualTo(blobs.copies());
        for (int i = 0; i < blobs.copies(); i++) {
            assertThat(lookup.pack(i)).isEqualTo(blobs.pack(i));
            assertThat(lookup.offset(i)).isEqualTo(blobs.offset(i));
            assertThat(lookup.length(i)).isEqualTo(blobs.length(i));
            assertThat(lookup.rawLength(i)).isEqualTo(blobs.rawLength(i));
        }
    }
}
