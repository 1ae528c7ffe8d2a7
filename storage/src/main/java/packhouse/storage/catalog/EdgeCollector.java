package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import packhouse.storage.catalog.Progress.Phase;

/**
 * Takes what trees contain in any order and writes it as an edge log. Trees have numbers here: how many trees have a smaller ordinal.
 *
 * <p>Needs its memory for sorting, an int for each tree, and temporary files of 16 to 24 bytes for each edge.
 */
final class EdgeCollector implements Closeable {

    private static final int WIDTH = 2 * Integer.BYTES;

    /** Edges between two reports. */
    private static final int REPORT = 1 << 16;

    /** Tells a child from the tree itself, which comes before its children. */
    private static final int CHILD = 1 << 31;

    private final Scratch scratch;
    private final long memory;
    private final Bits trees;
    private final Ranks numbers;
    private final Pairs edges;
    private final Pairs links;

    /**
     * Without edges.
     *
     * @param trees which ordinals are those of trees that an index lists
     * @param numbers of the same set
     * @param memory bytes for sorting
     */
    EdgeCollector(Scratch scratch, Bits trees, Ranks numbers, long memory) {
        this.scratch = scratch;
        this.memory = memory;
        this.trees = trees;
        this.numbers = numbers;
        this.edges = new Pairs(scratch);
        this.links = new Pairs(scratch);
    }

    /** A tree has this child; may be told again. */
    void child(int number, int ordinal) throws IOException {
        edges.add(number, ordinal);
        if (ordinal < trees.size() && trees.get(ordinal)) {
            links.add(numbers.rank(ordinal), number);
        }
    }

    /**
     * Writes what was told.
     *
     * @param known the numbers of the trees of which everything was told; nothing was told about others
     * @throws TornException if trees contain each other, which hashes exclude
     */
    void write(Bits known, EdgeWriter writer, Progress progress) throws IOException {
        progress.begin(Phase.SORT, edges.count(), 0);
        int[] places = Heights.places(scratch, numbers.count(), links);
        try (RunSorter sorter = new RunSorter(scratch, WIDTH, memory)) {
            addTrees(sorter, places, known);
            addChildren(sorter, places, progress);
            edges.close();
            write(sorter.sorted(), writer);
        }
        writer.finish();
    }

    private void addTrees(RunSorter sorter, int[] places, Bits known) throws IOException {
        byte[] record = new byte[WIDTH];
        int number = 0;
        for (int ordinal = trees.next(0); ordinal >= 0; ordinal = trees.next(ordinal + 1)) {
            if (known.get(number)) {
                add(sorter, record, places[number], ordinal);
            }
            number++;
        }
    }

    private void addChildren(RunSorter sorter, int[] places, Progress progress) throws IOException {
        byte[] record = new byte[WIDTH];
        edges.rewind();
        for (int seen = 1; edges.next(); seen++) {
            if (seen % REPORT == 0) {
                progress.advance(REPORT, 0);
            }
            add(sorter, record, places[edges.first()], edges.second() | CHILD);
        }
    }

    private static void add(RunSorter sorter, byte[] record, int place, int value) throws IOException {
        Bytes.putInt(record, 0, place);
        Bytes.putInt(record, Integer.BYTES, value);
        sorter.add(record, 0);
    }

    private static void write(Records sorted, EdgeWriter writer) throws IOException {
        int last = -1;
        while (sorted.next()) {
            int value = Bytes.getInt(sorted.array(), sorted.at() + Integer.BYTES);
            if (value >= 0) {
                writer.tree(value);
                last = -1;
            } else if ((value & ~CHILD) != last) {
                last = value & ~CHILD;
                writer.child(last);
            }
        }
    }

    @Override
    public void close() throws IOException {
        edges.close();
        links.close();
    }
}
