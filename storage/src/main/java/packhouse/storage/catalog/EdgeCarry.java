package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;

/**
 * Carries edges from an older catalog into a newer one. Trees that are gone drop out with what they contain; what trees contain that
 * no index listed, or that none lists any more, is looked for anew by its id, for it may have come or gone.
 */
final class EdgeCarry implements Closeable {

    private static final int WIDTH = 2 * Integer.BYTES;

    /** Trees between two reports. */
    private static final int REPORT = 1 << 14;

    private final NewOrdinals ordinals;
    private final Ranks numbers;
    private final EdgeCollector collector;
    private final int blobs;
    private final RunSorter lost;
    private final byte[] record = new byte[WIDTH];

    /**
     * Carries nothing yet.
     *
     * @param numbers of the trees in the newer catalog
     * @param memory bytes for sorting
     */
    EdgeCarry(Scratch scratch, EdgeBuilder.Older older, Ranks numbers, EdgeCollector collector, long memory) {
        this.ordinals = older.ordinals();
        this.blobs = (int) older.manifest().rows(Part.BLOBS);
        this.numbers = numbers;
        this.collector = collector;
        this.lost = new RunSorter(scratch, WIDTH, memory);
    }

    /** Goes through all edges; the trees that are still there count as read afterwards. */
    void carry(EdgeCursor edges, Attempts attempts, Progress progress) throws IOException {
        for (int seen = 1; edges.next(); seen++) {
            if (seen % REPORT == 0) {
                progress.advance(REPORT, 0);
            }
            int tree = ordinals.of(edges.tree());
            if (tree >= 0) {
                int number = numbers.rank(tree);
                attempts.succeed(number);
                children(edges, number);
            }
        }
    }

    private void children(EdgeCursor edges, int number) throws IOException {
        for (int child = edges.child(); child >= 0; child = edges.child()) {
            int ordinal = child < blobs ? ordinals.of(child) : -1;
            if (ordinal >= 0) {
                collector.child(number, ordinal);
            } else {
                Bytes.putInt(record, 0, child);
                Bytes.putInt(record, Integer.BYTES, number);
                lost.add(record, 0);
            }
        }
    }

    /** Gives what has to be looked for as {@link ChildRow records}. The tables are those of the older catalog. */
    void tellLost(Rows olderBlobs, Rows olderMissing, RunSorter children) throws IOException {
        byte[] row = new byte[ChildRow.BYTES];
        Records sorted = lost.sorted();
        while (sorted.next()) {
            int child = Bytes.getInt(sorted.array(), sorted.at());
            Rows rows = child < blobs ? olderBlobs : olderMissing;
            rows.seek(child < blobs ? child : child - blobs);
            ChildRow.put(row, rows.array(), rows.at(), Bytes.getInt(sorted.array(), sorted.at() + Integer.BYTES));
            children.add(row, 0);
        }
    }

    @Override
    public void close() throws IOException {
        lost.close();
    }
}
