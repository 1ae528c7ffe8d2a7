package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts any number of records of one width within a fixed memory. What fits the memory is sorted there; each time it is full it goes to
 * a temporary file as a sorted run, and at the end all runs are merged. It makes no difference how the records were ordered or how
 * many are equal.
 *
 * <p>Used by one thread. Several threads have a sorter each, whose records come out together by {@link #merged}.
 */
final class RunSorter implements Closeable {

    /** Bytes that are written at once: more would not be faster. */
    private static final int PIECE = 64 * 1024;

    private final int width;
    private final long memory;
    private final int perPiece;
    private final Spill spill;
    private final RecordBuffer buffer;
    private final List<Long> ends = new ArrayList<>();
    private long count;

    /**
     * A sorter without records.
     *
     * @param width bytes of a record, at least eight
     * @param memory bytes that it may use, for sorting and later for merging
     */
    RunSorter(Scratch scratch, int width, long memory) {
        if (width < Long.BYTES) {
            throw new IllegalArgumentException("a record has at least 8 bytes, not " + width);
        }
        this.width = width;
        this.memory = memory;
        this.spill = new Spill(scratch);
        this.perPiece = (int) Math.max(1, Math.min(PIECE, memory / 8) / width);
        this.buffer = new RecordBuffer(width, memory - (long) perPiece * width);
    }

    /** Takes a copy of the record that begins at {@code offset}. */
    void add(byte[] record, int offset) throws IOException {
        if (buffer.isFull()) {
            spill();
        }
        buffer.add(record, offset);
        count++;
    }

    /** How many records were added. */
    long count() {
        return count;
    }

    private void spill() throws IOException {
        buffer.sort();
        byte[] piece = new byte[perPiece * width];
        for (int first = 0; first < buffer.count(); first += perPiece) {
            int records = Math.min(perPiece, buffer.count() - first);
            for (int i = 0; i < records; i++) {
                System.arraycopy(buffer.array(first + i), buffer.position(first + i), piece, i * width, width);
            }
            spill.write(piece, records * width);
        }
        ends.add(spill.size());
        buffer.clear();
    }

    /** All records in order. None may be added afterwards, and this may be called once. */
    Records sorted() throws IOException {
        return merged(List.of(this));
    }

    /** All records of several sorters of the same width in order, under the same conditions. */
    static Records merged(List<RunSorter> sorters) throws IOException {
        List<Records> runs = new ArrayList<>();
        for (RunSorter sorter : sorters) {
            sorter.collect(runs);
        }
        return runs.size() == 1 ? runs.get(0) : new MergedRecords(runs, sorters.get(0).width);
    }

    private void collect(List<Records> runs) throws IOException {
        if (ends.isEmpty()) {
            buffer.sort();
            runs.add(new SortedBuffer(buffer));
            return;
        }
        if (buffer.count() > 0) {
            spill();
        }
        buffer.release();
        long begin = 0;
        for (long end : ends) {
            runs.add(new SortedRun(spill, width, begin, end, memory / ends.size()));
            begin = end;
        }
    }

    /** Ends the use of what {@link #sorted} gave and removes the temporary file. */
    @Override
    public void close() throws IOException {
        buffer.release();
        spill.close();
    }
}
