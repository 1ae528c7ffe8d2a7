package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads trees with several threads, each pack in one go, and gathers what they point to. */
final class TreeImport implements Closeable {

    private final TreeTables tables;
    private final Attempts attempts;
    private final Supplier<TreeSource> sources;
    private final Complaints complaints;
    private final Progress progress;
    private final List<RunSorter> children = new ArrayList<>();

    /**
     * Of nothing yet.
     *
     * @param sources of the trees, one for each thread
     * @param threads at least one
     * @param memory bytes for sorting
     */
    TreeImport(
            Scratch scratch,
            TreeTables tables,
            Attempts attempts,
            Supplier<TreeSource> sources,
            Complaints complaints,
            Progress progress,
            int threads,
            long memory) {
        this.tables = tables;
        this.attempts = attempts;
        this.sources = sources;
        this.complaints = complaints;
        this.progress = progress;
        for (int i = 0; i < threads; i++) {
            children.add(new RunSorter(scratch, ChildRow.BYTES, memory / threads));
        }
    }

    /** Takes {@link ChildRow records} from elsewhere, before trees are read. */
    RunSorter intake() {
        return children.get(0);
    }

    /** Reads the trees of sorted {@link TreeRow records}. */
    void read(Records wanted) throws IOException {
        TreeQueue queue = new TreeQueue(wanted);
        Crew.run(children.size(), (lane, crew) -> work(queue, children.get(lane), crew));
    }

    private void work(TreeQueue queue, RunSorter target, Crew crew) throws IOException {
        byte[] batch = new byte[TreeQueue.MOST * TreeRow.BYTES];
        try (TreeSource source = sources.get()) {
            TreeWorker worker = new TreeWorker(source, tables, attempts, target, complaints);
            for (int count = queue.take(batch); count > 0 && !crew.isStopped(); count = queue.take(batch)) {
                for (int i = 0; i < count; i++) {
                    worker.read(batch, i * TreeRow.BYTES);
                }
                progress.advance(count, 0);
            }
        }
    }

    /** How many records there are. */
    long count() {
        return children.stream().mapToLong(RunSorter::count).sum();
    }

    /** Everything that is pointed to. */
    Records sorted() throws IOException {
        return RunSorter.merged(children);
    }

    @Override
    public void close() throws IOException {
        for (RunSorter sorter : children) {
            sorter.close();
        }
    }
}
