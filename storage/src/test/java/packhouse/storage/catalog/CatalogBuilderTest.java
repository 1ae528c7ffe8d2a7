package packhouse.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileId;
import packhouse.storage.TestClock;
import packhouse.storage.catalog.TestIndexes.Pack;
import packhouse.storage.catalog.TestIndexes.TestBlob;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.disk.PowerCut;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.disk.SimulatedDisk.Survival;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;

/** Only what is new is read, nothing torn or foreign is believed, and nothing is left behind. */
final class CatalogBuilderTest {

    private static final Path DIRECTORY = Path.of("/catalog");
    private static final Budget BUDGET = new Budget(1, 10_000);

    private final Random random = new Random(20_260_302);
    private final SimulatedDisk disk = new SimulatedDisk(new TestClock());
    private final TestIndexes indexes = new TestIndexes();
    private final CatalogBuilder builder = TestCatalogs.builder(disk, DIRECTORY, indexes, 1, BUDGET);

    @BeforeEach
    void fill() {
        for (int i = 0; i < 3; i++) {
            addIndex();
        }
    }

    private FileId addIndex() {
        List<Pack> packs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<PackEntry> entries = new ArrayList<>();
            for (int j = 0; j < 30; j++) {
                entries.add(new PackEntry(BlobKind.DATA, TestIndexes.id(random), j * 100L, 100, 0));
            }
            packs.add(new Pack(TestIndexes.id(random), false, entries));
        }
        addTree(packs);
        FileId id = TestIndexes.id(random);
        indexes.files.put(id, packs);
        return id;
    }

    /** One that contains a blob of the index file, and one that is nowhere. */
    private void addTree(List<Pack> packs) {
        PackEntry tree = new PackEntry(BlobKind.TREE, TestIndexes.id(random), 0, 500, 900);
        TestBlob known = new TestBlob(packs.get(0).entries().get(0).id(), BlobKind.DATA);
        TestBlob missing = new TestBlob(TestIndexes.id(random), BlobKind.TREE);
        packs.add(new Pack(TestIndexes.id(random), false, List.of(tree)));
        indexes.trees.put(tree.id(), new TreeSet<>(Set.of(known, missing)));
    }

    @Test
    void onlyNewIndexFilesAreRead() throws IOException {
        builder.refresh().close();
        assertThat(indexes.read).containsExactlyInAnyOrderElementsOf(indexes.files.keySet());
        indexes.read.clear();
        builder.refresh().close();
        assertThat(indexes.read).isEmpty();
        FileId added = addIndex();
        indexes.files.remove(indexes.files.keySet().iterator().next());
        builder.refresh().close();
        assertThat(indexes.read).isSubsetOf(added);
        check();
    }

    @Test
    void nothingChangesOnDiskWhenNothingIsNew() throws IOException {
        builder.refresh().close();
        List<String> before = names();
        builder.refresh().close();
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void anOpenCatalogStaysReadableWhenANewerOneTakesItsPlace() throws IOException {
        try (Catalog first = builder.refresh()) {
            List<String> said = CatalogText.of(first);
            addIndex();
            builder.refresh().close();
            assertThat(CatalogText.of(first)).isEqualTo(said);
            assertThat(said).contains("index " + first.indexes().id(0) + " 6 packs, 151 blobs, 0 marked");
        }
        check();
    }

    @Test
    void whatIsDamagedIsToldAndTriedAgain() throws IOException {
        List<String> told = new ArrayList<>();
        Complaints complaints = new Complaints() {
            @Override
            public void unreadableIndex(FileId index, String why) {
                told.add(index + " " + why);
            }

            @Override
            public void unreadableTree(FileId tree, String why) {
                throw new AssertionError(why);
            }

            @Override
            public void flaw(FileId tree, String sentence) {
                throw new AssertionError(sentence);
            }
        };
        FileId bad = addIndex();
        indexes.damaged.add(bad);
        CatalogBuilder telling = TestCatalogs.builder(disk, DIRECTORY, indexes, 2, BUDGET, complaints);
        telling.refresh().close();
        telling.refresh().close();
        assertThat(told)
                .containsExactly(bad + " index/" + bad + ": is damaged", bad + " index/" + bad + ": is damaged");
        indexes.damaged.clear();
        check();
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedPartIsNoticedByWhoeverReadsIt(Part part) throws IOException {
        give200BlobsTwoCopies();
        builder.refresh().close();
        damage(file(part), random.nextInt((int) size(file(part))));
        indexes.read.clear();
        try (Catalog catalog = builder.refresh()) {
            if (part == Part.INDEXES) {
                assertThat(indexes.read).hasSize(4);
            } else {
                assertThatThrownBy(() -> CatalogText.of(catalog)).isInstanceOf(TornException.class);
            }
        }
        addIndex();
        check();
    }

    private void give200BlobsTwoCopies() {
        List<Pack> packs = new ArrayList<>();
        for (List<Pack> others : List.copyOf(indexes.files.values())) {
            packs.add(new Pack(TestIndexes.id(random), false, others.get(0).entries()));
        }
        indexes.files.put(TestIndexes.id(random), packs);
    }

    @ParameterizedTest
    @EnumSource
    void aPartThatIsMissingOrTooShortIsMadeAnew(Part part) throws IOException {
        builder.refresh().close();
        disk.delete(file(part));
        addIndex();
        check();
        byte[] bytes = read(file(part));
        write(file(part), bytes, Math.max(0, bytes.length - Page.BYTES));
        addIndex();
        check();
    }

    @Test
    void aTornManifestIsMadeAnew() throws IOException {
        builder.refresh().close();
        Path manifest = DIRECTORY.resolve(Manifest.FILE);
        for (int at : new int[] {0, 20, 40, 4095}) {
            damage(manifest, at);
            indexes.read.clear();
            check();
            assertThat(indexes.read).hasSize(3);
        }
        write(manifest, read(manifest), 4000);
        check();
    }

    @Test
    void theCatalogOfAnotherKeyIsMadeAnew() throws IOException {
        builder.refresh().close();
        CatalogBuilder other = new CatalogBuilder(
                new Origin(
                        indexes,
                        indexes::trees,
                        label -> TestCatalogs.veil(label.hashCode() + 77),
                        () -> TestCatalogs.veil(5)),
                new Workspace(disk, DIRECTORY, new SplittableRandom(3), 1, true),
                Progress.NONE,
                TestCatalogs.SILENCE,
                BUDGET);
        indexes.read.clear();
        try (Catalog catalog = other.refresh()) {
            assertThat(CatalogText.of(catalog)).isEqualTo(CatalogText.expected(indexes));
        }
        assertThat(indexes.read).hasSize(3);
    }

    @Test
    void noIdCanBeFoundInTheFiles() throws IOException {
        builder.refresh().close();
        byte[] id = new byte[8];
        Bytes.putLong(
                id, 0, indexes.files.values().iterator().next().get(0).id().a());
        for (String name : names()) {
            String text = new String(read(DIRECTORY.resolve(name)), StandardCharsets.ISO_8859_1);
            assertThat(text).doesNotContain(new String(id, StandardCharsets.ISO_8859_1));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void workThatIsCancelledLeavesWhatWasThere(boolean inReading) throws IOException {
        builder.refresh().close();
        List<String> before = names();
        addIndex();
        Progress.Phase end = inReading ? Progress.Phase.INDEX : Progress.Phase.SORT;
        Progress impatient = new Progress() {
            private Phase phase = Phase.INDEX;

            @Override
            public void begin(Phase begun, long items, long bytes) {
                phase = begun;
            }

            @Override
            public void advance(long items, long bytes) {
                if (phase == end) {
                    throw new CancellationException("nobody wants it any more");
                }
            }
        };
        CatalogBuilder cancelled =
                TestCatalogs.builder(disk, DIRECTORY, indexes, 9, new Budget(3, 5000), impatient, TestCatalogs.SILENCE);
        assertThatThrownBy(() -> cancelled.refresh().close()).isInstanceOf(CancellationException.class);
        assertThat(names()).isEqualTo(before);
        check();
    }

    @Test
    void aFullDiskLeavesWhatWasThere() throws IOException {
        builder.refresh().close();
        List<String> before = names();
        for (long room = 0; room < 100_000; room += 9_000) {
            addIndex();
            disk.limit(disk.used() + room);
            try {
                builder.refresh().close();
                before = names();
            } catch (NoSpaceException e) {
                assertThat(names()).isEqualTo(before);
            }
            disk.limit(Long.MAX_VALUE);
        }
        check();
    }

    @Test
    void whateverAPowerCutLeavesTheNextRunIsRight() throws IOException {
        builder.refresh().close();
        addIndex();
        long begun = disk.steps();
        check();
        long steps = disk.steps() - begun;
        for (int step = 1; step <= steps; step++) {
            addIndex();
            disk.crashAfter(disk.steps() + step);
            try {
                builder.refresh().close();
            } catch (PowerCut e) {
                // That is what was asked for; a step later than the last one does not come.
            }
            Survival survival = List.of(Survival.values()).get(step % 3);
            disk.restart(survival, step);
            check();
            if (indexes.files.size() > 6) {
                indexes.files.remove(indexes.files.keySet().iterator().next());
            }
        }
    }

    private void check() throws IOException {
        try (Catalog catalog = builder.refresh()) {
            assertThat(CatalogText.of(catalog)).isEqualTo(CatalogText.expected(indexes));
            assertThat(names()).hasSize(Part.values().length + 1);
        }
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        disk.list(DIRECTORY, names::add);
        names.sort(null);
        return names;
    }

    private Path file(Part part) throws IOException {
        return DIRECTORY.resolve(names().stream()
                .filter(name -> name.endsWith(part.suffix()))
                .findFirst()
                .orElseThrow());
    }

    private long size(Path file) throws IOException {
        return read(file).length;
    }

    private void damage(Path file, int at) throws IOException {
        byte[] bytes = read(file);
        bytes[at] ^= 1;
        write(file, bytes, bytes.length);
    }

    private byte[] read(Path file) throws IOException {
        try (Region region = disk.open(file).orElseThrow()) {
            ByteBuffer buffer = ByteBuffer.allocate((int) region.size());
            region.read(buffer, 0);
            return buffer.array();
        }
    }

    private void write(Path file, byte[] bytes, int length) throws IOException {
        disk.delete(file);
        try (WritableFile written = disk.create(file, Modes.PRIVATE)) {
            written.write(ByteBuffer.wrap(bytes, 0, length));
        }
    }
}
