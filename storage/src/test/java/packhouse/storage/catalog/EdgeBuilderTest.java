package packhouse.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileId;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.disk.Region;
import packhouse.storage.format.BlobKind;

/** Edges that were carried along through any changes are byte for byte those that are made anew, and both are what trees contain. */
final class EdgeBuilderTest {

    private static final long MEMORY = 64 * 1024;
    private static final Veil NO_VEIL = (position, buffer, offset, length) -> {};

    @TempDir
    private Path directory;

    private Disk disk;
    private Scratch scratch;
    private final Heard heard = new Heard();

    @BeforeEach
    void makeScratch() throws IOException {
        disk = RealDisk.probe(directory, warning -> {});
        scratch = new Scratch(disk, directory, new SplittableRandom(1), () -> NO_VEIL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void carriedEdgesAreThoseMadeAnew(long seed) throws IOException {
        Forest forest = new Forest(new SplittableRandom(seed));
        Optional<State> state = Optional.empty();
        for (int round = 0; round < 25; round++) {
            forest.change();
            State carried = build(forest, "carried" + round, state);
            State anew = build(forest, "anew" + round, Optional.empty());
            for (Part part : List.of(Part.EDGES, Part.MISSING)) {
                assertThat(bytes(carried, part)).as("%s, round %d", part, round).isEqualTo(bytes(anew, part));
            }
            assertThat(told(carried)).isEqualTo(forest.readable());
            state = Optional.of(carried);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void readsEachTreeOnce(long seed) throws IOException {
        Forest forest = new Forest(new SplittableRandom(seed));
        forest.change();
        State first = build(forest, "first", Optional.empty());
        forest.reads();
        heard.unreadable.clear();
        State second = build(forest, "second", Optional.of(first));
        // Only those of which no copy could be read are tried again.
        assertThat(forest.reads()).isBetween(heard.unreadable.size(), 3 * heard.unreadable.size());
        assertThat(bytes(second, Part.EDGES)).isEqualTo(bytes(first, Part.EDGES));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void complainsOfTreesWithoutAReadableCopyOnly(long seed) throws IOException {
        Forest forest = new Forest(new SplittableRandom(seed));
        for (int i = 0; i < 5; i++) {
            forest.change();
        }
        build(forest, "generation", Optional.empty());
        Set<FileId> expected = new TreeSet<>();
        forest.listed().keySet().stream()
                .filter(blob -> blob.kind() == BlobKind.TREE)
                .filter(blob -> !forest.readable().containsKey(blob))
                .forEach(blob -> expected.add(blob.id()));
        assertThat(expected).isNotEmpty();
        assertThat(heard.unreadable).isEqualTo(expected);
        assertThat(heard.flaws).isNotEmpty().containsOnly("flaw");
    }

    @Test
    void anEmptyRepositoryHasNoEdges() throws IOException {
        State state = build(new Forest(new SplittableRandom(1)), "empty", Optional.empty());
        assertThat(told(state)).isEmpty();
        assertThat(new EdgeLog(state.manifest()).ordinals()).isZero();
    }

    /** A generation, and the blobs by ordinal. */
    private record State(Manifest manifest, List<Forest.Blob> blobs) {}

    private State build(Forest forest, String name, Optional<State> before) throws IOException {
        Generation generation = new Generation(disk, directory, name, label -> NO_VEIL);
        Map<Part, Long> rows = new EnumMap<>(Part.class);
        writePacks(forest, generation, rows);
        List<Forest.Blob> blobs = writeBlobs(forest, generation, rows);
        EdgeBuilder builder = new EdgeBuilder(scratch, forest::source, heard, Progress.NONE, 2, MEMORY);
        Manifest manifest = builder.build(
                new Manifest(generation, rows, 0),
                before.map(older -> new EdgeBuilder.Older(older.manifest(), ordinals(older.blobs(), blobs))));
        return new State(manifest, blobs);
    }

    private static void writePacks(Forest forest, Generation generation, Map<Part, Long> rows) throws IOException {
        try (RowWriter writer = generation.createRows(Part.PACKS)) {
            byte[] row = new byte[PackRow.BYTES];
            for (FileId pack : forest.packs()) {
                BlobRow.putId(row, 0, pack);
                writer.add(row, 0);
            }
            writer.finish();
            rows.put(Part.PACKS, writer.rows());
        }
    }

    private static List<Forest.Blob> writeBlobs(Forest forest, Generation generation, Map<Part, Long> rows)
            throws IOException {
        byte[] key = new byte[BlobRow.BYTES];
        try (BlobWriter writer = new BlobWriter(generation)) {
            for (Forest.Blob blob : forest.listed().keySet()) {
                BlobRow.putId(key, 0, blob.id());
                Copies places = new Copies();
                for (Forest.Place place : forest.listed().get(blob)) {
                    Bytes.putInt(key, BlobRow.PLACE + 4, place.offset());
                    places.add(place.pack(), key, BlobRow.PLACE);
                }
                Bytes.putInt(key, BlobRow.PLACE, BlobRow.bit(blob.kind()));
                writer.add(key, 0, places);
            }
            writer.finish(rows);
        }
        return List.copyOf(forest.listed().keySet());
    }

    private static NewOrdinals ordinals(List<Forest.Blob> before, List<Forest.Blob> now) {
        Map<Forest.Blob, Integer> places = new HashMap<>();
        now.forEach(blob -> places.put(blob, places.size()));
        NewOrdinals ordinals = new NewOrdinals(before.size());
        for (int old = 0; old < before.size(); old++) {
            Optional<Integer> place = Optional.ofNullable(places.get(before.get(old)));
            if (place.isPresent()) {
                ordinals.kept(old, place.get());
            } else {
                ordinals.gone(old);
            }
        }
        ordinals.finish();
        return ordinals;
    }

    private static Map<Forest.Blob, NavigableSet<Forest.Blob>> told(State state) throws IOException {
        EdgeLog log = new EdgeLog(state.manifest());
        List<Forest.Blob> all = new ArrayList<>(state.blobs());
        log.missing((ordinal, kind, id) -> {
            assertThat(ordinal).isEqualTo(all.size());
            all.add(new Forest.Blob(id, kind));
        });
        Map<Forest.Blob, NavigableSet<Forest.Blob>> told = new TreeMap<>();
        try (EdgeCursor edges = log.cursor()) {
            while (edges.next()) {
                Set<Forest.Blob> children = told.computeIfAbsent(all.get(edges.tree()), tree -> new TreeSet<>());
                for (int child = edges.child(); child >= 0; child = edges.child()) {
                    children.add(all.get(child));
                }
            }
        }
        return told;
    }

    private byte[] bytes(State state, Part part) throws IOException {
        try (Region region = disk.open(state.manifest().generation().path(part)).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) region.size());
            region.read(bytes, 0);
            return bytes.array();
        }
    }

    /** Remembers complaints. */
    private static final class Heard implements Complaints {

        private final Set<FileId> unreadable = new TreeSet<>();
        private final List<String> flaws = new ArrayList<>();

        @Override
        public void unreadableIndex(FileId index, String why) {
            throw new IllegalStateException("no index is read here");
        }

        @Override
        public void unreadableTree(FileId tree, String why) {
            assertThat(why).startsWith("damaged at");
            unreadable.add(tree);
        }

        @Override
        public void flaw(FileId tree, String sentence) {
            flaws.add(sentence);
        }
    }
}
