package packhouse.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.RealDisk;

/** The edge log gives back what was told, trees before what they contain, and a mark over it finds what a walk finds. */
final class EdgeLogTest {

    private static final long MEMORY = 64 * 1024;

    @TempDir
    private Path directory;

    private Disk disk;
    private Scratch scratch;

    @BeforeEach
    void makeScratch() throws IOException {
        disk = RealDisk.probe(directory, warning -> {});
        scratch = new Scratch(disk, directory, new SplittableRandom(1), () -> (position, buffer, offset, length) -> {});
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 30, 5, 200",
        "2, 300, 10, 30, 256",
        "3, 3000, 30, 20, 4096",
        "4, 3000, 90, 3, 4096",
        "5, 20000, 10, 40, 65536",
        "6, 500, 100, 4, 1000"
    })
    void marksWhatAWalkFinds(long seed, int blobs, int trees, int mostChildren, int blockBytes) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Graph graph = Graph.random(random, blobs, trees, mostChildren);
        MemoryBlocks log = write(graph, random, blockBytes);
        for (int round = 0; round < 5; round++) {
            Bits roots = roots(random, graph);
            Bits walked = graph.walk(roots);
            Mark.Reach reach = Mark.reach(new EdgeCursor(log, graph.ordinals()), roots, Progress.NONE);
            assertThat(numbers(reach.reached())).isEqualTo(numbers(walked));
            assertThat(numbers(reach.expanded()))
                    .isEqualTo(new ArrayList<>(graph.children().keySet()));
        }
    }

    @ParameterizedTest
    @CsvSource({"11, 300, 40, 30, 200", "12, 5000, 20, 30, 4096"})
    void givesBackWhatWasToldOuterTreesFirst(long seed, int blobs, int trees, int mostChildren, int blockBytes)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Graph graph = Graph.random(random, blobs, trees, mostChildren);
        Map<Integer, NavigableSet<Integer>> read = new HashMap<>();
        EdgeCursor edges = new EdgeCursor(write(graph, random, blockBytes), graph.ordinals());
        while (edges.next()) {
            NavigableSet<Integer> children = read.computeIfAbsent(edges.tree(), tree -> new TreeSet<>());
            for (int child = edges.child(); child >= 0; child = edges.child()) {
                assertThat(read).doesNotContainKey(child);
                assertThat(children.add(child)).isTrue();
            }
        }
        assertThat(read).isEqualTo(graph.children());
    }

    @Test
    void doesNotDependOnTheOrderOfTelling() throws IOException {
        Graph graph = Graph.random(new SplittableRandom(21), 3000, 30, 20);
        MemoryBlocks one = write(graph, new SplittableRandom(1), 4096);
        MemoryBlocks other = write(graph, new SplittableRandom(2), 4096);
        assertThat(one.blockCount()).isEqualTo(other.blockCount()).isPositive();
        for (int block = 0; block < one.blockCount(); block++) {
            assertThat(one.block(block)).isEqualTo(other.block(block));
        }
    }

    @Test
    void ordersALongChain() throws IOException {
        int trees = 2000;
        Bits all = new Bits(trees);
        Map<Integer, NavigableSet<Integer>> children = new HashMap<>();
        for (int tree = 0; tree < trees; tree++) {
            all.set(tree);
            children.put(tree, tree == 0 ? new TreeSet<>() : new TreeSet<>(List.of(tree - 1)));
        }
        Graph chain = new Graph(trees, 0, all, children);
        Bits roots = new Bits(trees);
        roots.set(trees - 1);
        EdgeCursor edges = new EdgeCursor(write(chain, new SplittableRandom(31), 4096), trees);
        assertThat(Mark.reach(edges, roots, Progress.NONE).reached().count()).isEqualTo(trees);
    }

    @Test
    void refusesTreesThatContainEachOther() {
        Bits all = new Bits(3);
        List.of(0, 1, 2).forEach(all::set);
        Map<Integer, NavigableSet<Integer>> children =
                Map.of(0, new TreeSet<>(List.of(1)), 1, new TreeSet<>(List.of(2)), 2, new TreeSet<>(List.of(1)));
        assertThatThrownBy(() -> write(new Graph(3, 0, all, children), new SplittableRandom(1), 4096))
                .isInstanceOf(TornException.class)
                .hasMessage("edge log: trees contain each other");
    }

    @Test
    void leavesNoTemporaryFile() throws IOException {
        SplittableRandom random = new SplittableRandom(41);
        Graph graph = Graph.random(random, 6000, 40, 30);
        assertThat(shuffled(graph, random)).hasSizeGreaterThan(2 * (int) MEMORY / 16);
        write(graph, random, 4096);
        List<String> names = new ArrayList<>();
        disk.list(directory, names::add);
        assertThat(names).isEmpty();
    }

    @Test
    void markNoticesATreeThatComesAfterWhatItContains() throws IOException {
        MemoryBlocks log = new MemoryBlocks(4096);
        EdgeWriter writer = new EdgeWriter(log);
        writer.tree(1);
        writer.child(2);
        writer.tree(2);
        writer.finish();
        Bits roots = new Bits(3);
        roots.set(1);
        assertThatThrownBy(() -> Mark.reach(new EdgeCursor(log, 3), roots, Progress.NONE))
                .isInstanceOf(TornException.class)
                .hasMessageContaining("tree 2 comes before a tree that contains it");
    }

    @ParameterizedTest
    @ValueSource(longs = {51, 52, 53})
    void readsDamagedBlocksWithoutAnyOtherError(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Graph graph = Graph.random(random, 400, 40, 20);
        MemoryBlocks whole = write(graph, random, 512);
        int torn = 0;
        for (int round = 0; round < 20_000; round++) {
            MemoryBlocks log = whole.copy();
            byte[] block = log.block(random.nextInt(log.blockCount()));
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                block[random.nextInt(4) == 0 ? random.nextInt(4) : random.nextInt(block.length)] =
                        (byte) random.nextInt();
            }
            torn += readsToItsEnd(new EdgeCursor(log, graph.ordinals())) ? 0 : 1;
        }
        assertThat(torn).isGreaterThan(1000);
    }

    private static boolean readsToItsEnd(EdgeCursor edges) throws IOException {
        try {
            while (edges.next()) {
                for (int child = edges.child(); child >= 0; ) {
                    child = edges.child();
                }
            }
            return true;
        } catch (TornException e) {
            return false;
        }
    }

    private MemoryBlocks write(Graph graph, SplittableRandom random, int blockBytes) throws IOException {
        MemoryBlocks log = new MemoryBlocks(blockBytes);
        Ranks numbers = new Ranks(graph.trees());
        try (EdgeCollector collector = new EdgeCollector(scratch, graph.trees(), numbers, MEMORY)) {
            for (int[] edge : shuffled(graph, random)) {
                collector.child(numbers.rank(edge[0]), edge[1]);
            }
            Bits known = new Bits(numbers.count());
            graph.children().keySet().forEach(tree -> known.set(numbers.rank(tree)));
            collector.write(known, new EdgeWriter(log), Progress.NONE);
        }
        return log;
    }

    private static List<int[]> shuffled(Graph graph, SplittableRandom random) {
        List<int[]> edges = new ArrayList<>();
        graph.children().forEach((tree, children) -> children.forEach(child -> edges.add(new int[] {tree, child})));
        Collections.shuffle(edges, new Random(random.nextLong()));
        return edges;
    }

    private static Bits roots(SplittableRandom random, Graph graph) {
        Bits roots = new Bits(graph.ordinals());
        for (int i = random.nextInt(4); i > 0 && graph.ordinals() > 0; i--) {
            roots.set(random.nextInt(graph.ordinals()));
        }
        return roots;
    }

    private static List<Integer> numbers(Bits bits) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = bits.next(0); number >= 0; number = bits.next(number + 1)) {
            numbers.add(number);
        }
        return numbers;
    }
}
