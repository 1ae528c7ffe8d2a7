package packhouse.storage.catalog;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import packhouse.storage.catalog.Progress.Phase;

/**
 * Makes the edge log of a generation whose other tables are written. The edges of the generation before are carried over, so only trees
 * are read that it did not know; the result is the same as if all had been read.
 *
 * <p>Memory beside what it is given for sorting: an int for each tree, and up to four bits for each blob.
 */
final class EdgeBuilder {

    private final Scratch scratch;
    private final Supplier<TreeSource> sources;
    private final Complaints complaints;
    private final Progress progress;
    private final int threads;
    private final long memory;

    /**
     * A builder.
     *
     * @param sources of the trees, one for each thread
     * @param memory bytes for sorting
     */
    EdgeBuilder(
            Scratch scratch,
            Supplier<TreeSource> sources,
            Complaints complaints,
            Progress progress,
            int threads,
            long memory) {
        this.scratch = scratch;
        this.sources = sources;
        this.complaints = complaints;
        this.progress = progress;
        this.threads = threads;
        this.memory = memory;
    }

    /**
     * What can be carried over.
     *
     * @param manifest of the generation before
     * @param ordinals where its blobs are now
     */
    record Older(Manifest manifest, NewOrdinals ordinals) {}

    /**
     * Writes the edges.
     *
     * @param tables what is written already; it need not count yet
     * @return the same with the edges
     */
    Manifest build(Manifest tables, Optional<Older> older) throws IOException {
        try (TreeTables trees = new TreeTables(tables);
                EdgeCollector collector = new EdgeCollector(scratch, trees.trees(), trees.numbers(), memory)) {
            Attempts attempts = new Attempts(trees.numbers().count());
            Map<Part, Long> rows = new EnumMap<>(tables.rows());
            rows.put(Part.MISSING, collect(tables.generation(), trees, attempts, collector, older));
            try (PageWriter pages = tables.generation().create(Part.EDGES)) {
                EdgeWriter writer = new EdgeWriter(pages);
                collector.write(attempts.known(), writer, progress);
                pages.finish();
                rows.put(Part.EDGES, writer.blocks());
            }
            return new Manifest(
                    tables.generation(),
                    rows,
                    attempts.known().size() - attempts.known().count());
        }
    }

    /** The same tables with no edges, and no tree that was wanted. */
    static Manifest without(Manifest tables) throws IOException {
        Map<Part, Long> rows = new EnumMap<>(tables.rows());
        tables.generation().createRows(Part.MISSING).close();
        rows.put(Part.MISSING, 0L);
        try (PageWriter pages = tables.generation().create(Part.EDGES)) {
            pages.finish();
        }
        rows.put(Part.EDGES, 0L);
        return new Manifest(tables.generation(), rows, 0);
    }

    private long collect(
            Generation target, TreeTables trees, Attempts attempts, EdgeCollector collector, Optional<Older> older)
            throws IOException {
        // A quarter is for what is sorted beside the children: lost ones first, wanted trees then.
        try (RowWriter missing = target.createRows(Part.MISSING);
                TreeImport reading = new TreeImport(
                        scratch, trees, attempts, sources, complaints, progress, threads, memory - memory / 4)) {
            if (older.isPresent()) {
                carry(older.get(), trees, attempts, collector, reading.intake());
            }
            readTrees(trees, attempts, reading);
            try (Rows blobs = trees.openBlobs()) {
                progress.begin(Phase.SORT, reading.count(), 0);
                new EdgeJoin(blobs, attempts, collector, missing, progress).join(reading.sorted());
            }
            return missing.rows();
        }
    }

    private void carry(Older older, TreeTables trees, Attempts attempts, EdgeCollector collector, RunSorter children)
            throws IOException {
        EdgeLog log = new EdgeLog(older.manifest());
        try (EdgeCarry carry = new EdgeCarry(scratch, older, trees.numbers(), collector, memory / 4);
                EdgeCursor edges = log.cursor();
                Rows blobs = older.manifest().openRows(Part.BLOBS, PageReader.SCAN);
                Rows missing = log.openMissing()) {
            progress.begin(Phase.SORT, -1, 0);
            carry.carry(edges, attempts, progress);
            carry.tellLost(blobs, missing, children);
        }
    }

    private void readTrees(TreeTables trees, Attempts attempts, TreeImport reading) throws IOException {
        try (RunSorter wanted = new RunSorter(scratch, TreeRow.BYTES, memory / 4)) {
            trees.tellTreesBut(attempts.known(), wanted);
            if (wanted.count() > 0) {
                progress.begin(Phase.TREES, wanted.count(), 0);
                reading.read(wanted.sorted());
            }
        }
    }
}
