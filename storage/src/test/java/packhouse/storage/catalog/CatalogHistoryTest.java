package packhouse.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileId;
import packhouse.storage.TestClock;
import packhouse.storage.catalog.TestIndexes.Pack;
import packhouse.storage.catalog.TestIndexes.TestBlob;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;

/** Whatever comes and goes: a catalog that is kept current says the same as one that is made anew, and both say what is true. */
final class CatalogHistoryTest {

    private static final int STEPS = 40;

    private final SimulatedDisk disk = new SimulatedDisk(new TestClock());
    private final TestIndexes indexes = new TestIndexes();
    private final List<FileId> blobs = new ArrayList<>();
    private Random random = new Random();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void currentIsAnewIsTrue(long seed) throws IOException {
        random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            blobs.add(TestIndexes.id(random));
        }
        blobs.sort(null);
        for (int step = 0; step < STEPS; step++) {
            change();
            Path kept = Path.of("/kept");
            Path anew = Path.of("/anew" + step);
            try (Catalog current = builder(kept, seed + step).refresh();
                    Catalog rebuilt = builder(anew, seed - step).rebuild()) {
                assertThat(CatalogText.of(current))
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(CatalogText.of(rebuilt))
                        .isEqualTo(CatalogText.expected(indexes));
                assertThat(current.ordinal(BlobKind.DATA, TestIndexes.id(random)))
                        .isEqualTo(-1);
            }
        }
    }

    private CatalogBuilder builder(Path directory, long seed) {
        long sorting = random.nextBoolean() ? 2_000 : 1_000_000;
        return TestCatalogs.builder(disk, directory, indexes, seed, new Budget(1 + random.nextInt(3), sorting));
    }

    private void change() {
        List<FileId> before = List.copyOf(indexes.files.keySet());
        indexes.damaged.clear();
        indexes.vanished.clear();
        for (int i = random.nextInt(4); i >= 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> remove();
                case 1 -> merge();
                case 2 -> repeat();
                case 3 -> contradict();
                default -> indexes.files.put(TestIndexes.id(random), packs(random.nextInt(5)));
            }
        }
        growTrees();
        // What was read once is believed as long as it is there, so only new files can be damaged.
        List<FileId> fresh = new ArrayList<>(indexes.files.keySet());
        fresh.removeAll(before);
        if (random.nextInt(3) == 0 && !fresh.isEmpty()) {
            indexes.damaged.add(fresh.get(random.nextInt(fresh.size())));
            indexes.vanished.add(fresh.get(random.nextInt(fresh.size())));
        }
    }

    /** Trees contain what has smaller ids, so there is no circle; some cannot be read until later. */
    private void growTrees() {
        for (int i = 0; i < blobs.size(); i++) {
            if (random.nextInt(20) == 0 && !indexes.trees.containsKey(blobs.get(i))) {
                NavigableSet<TestBlob> children = new TreeSet<>();
                for (int j = random.nextInt(6); j > 0 && i > 0; j--) {
                    BlobKind kind = random.nextBoolean() ? BlobKind.DATA : BlobKind.TREE;
                    children.add(new TestBlob(blobs.get(random.nextInt(i)), kind));
                }
                indexes.trees.put(blobs.get(i), children);
            }
        }
    }

    private void remove() {
        if (!indexes.files.isEmpty()) {
            indexes.files.remove(any());
        }
    }

    /** As prune does: one new index file for two old ones. */
    private void merge() {
        if (indexes.files.size() > 1) {
            List<Pack> packs = new ArrayList<>();
            packs.addAll(indexes.files.remove(any()));
            packs.addAll(indexes.files.remove(any()));
            indexes.files.put(TestIndexes.id(random), packs);
        }
    }

    /** As an interrupted prune leaves it, or as rustic moves packs between its two lists. */
    private void repeat() {
        if (!indexes.files.isEmpty()) {
            List<Pack> packs = new ArrayList<>(packs(1));
            for (Pack pack : indexes.files.getOrDefault(any(), List.of())) {
                packs.add(new Pack(pack.id(), random.nextInt(4) == 0, pack.entries()));
            }
            indexes.files.put(TestIndexes.id(random), packs);
        }
    }

    private void contradict() {
        if (!indexes.files.isEmpty()) {
            List<Pack> packs = new ArrayList<>();
            for (Pack pack : indexes.files.getOrDefault(any(), List.of())) {
                List<PackEntry> entries = new ArrayList<>(entries(2));
                entries.addAll(pack.entries());
                packs.add(new Pack(pack.id(), pack.deleted() ^ (random.nextInt(4) == 0), entries));
            }
            indexes.files.put(TestIndexes.id(random), packs);
        }
    }

    private FileId any() {
        List<FileId> ids = List.copyOf(indexes.files.keySet());
        return ids.get(random.nextInt(ids.size()));
    }

    private List<Pack> packs(int count) {
        List<Pack> packs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            packs.add(new Pack(TestIndexes.id(random), random.nextInt(6) == 0, entries(random.nextInt(8))));
        }
        return packs;
    }

    private List<PackEntry> entries(int count) {
        List<PackEntry> entries = new ArrayList<>();
        long offset = random.nextInt(2) == 0 ? 0 : 0xfff0_0000L;
        for (int i = 0; i < count; i++) {
            long length = 33L + random.nextInt(1000);
            entries.add(new PackEntry(
                    random.nextBoolean() ? BlobKind.DATA : BlobKind.TREE,
                    blobs.get(random.nextInt(blobs.size())),
                    offset,
                    length,
                    random.nextBoolean() ? 0 : 0xffff_0000L));
            offset += length;
        }
        return entries;
    }
}
