package packhouse.storage.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import packhouse.protocol.FileInfo;
import packhouse.storage.format.FormatException;

/** Reads index files with several threads. Used once. */
final class IndexReading {

    /** In place of the row of a file that could not be read. */
    private static final byte[] UNREAD = {};

    private final Indexes indexes;
    private final List<FileInfo> files;
    private final Progress progress;
    private final Complaints complaints;
    private final AtomicInteger next = new AtomicInteger();
    private final byte[][] rows;

    IndexReading(Indexes indexes, List<FileInfo> files, Progress progress, Complaints complaints) {
        this.indexes = indexes;
        this.files = files;
        this.progress = progress;
        this.complaints = complaints;
        this.rows = new byte[files.size()][];
        Arrays.fill(rows, UNREAD);
    }

    /** Reads all files; one thread for each intake. */
    void run(List<IndexIntake> intakes) throws IOException {
        progress.begin(
                Progress.Phase.INDEX,
                files.size(),
                files.stream().mapToLong(FileInfo::size).sum());
        try {
            Crew.run(intakes.size(), (lane, crew) -> {
                for (int file = next.getAndIncrement(); file < rows.length; file = next.getAndIncrement()) {
                    if (crew.isStopped()) {
                        return;
                    }
                    rows[file] = read(file, intakes.get(lane));
                    progress.advance(1, files.get(file).size());
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private byte[] read(int file, IndexIntake intake) {
        intake.begin(file);
        boolean whole = false;
        try {
            whole = indexes.read(files.get(file).id(), intake);
        } catch (IOException e) {
            complain(file, e);
        }
        byte[] row = intake.end(files.get(file).id());
        return whole ? row : UNREAD;
    }

    private void complain(int file, IOException why) {
        synchronized (complaints) {
            String words = why instanceof FormatException format ? format.what() : String.valueOf(why.getMessage());
            complaints.unreadableIndex(files.get(file).id(), words);
        }
    }

    /** Whether a file was read to its end; if not, it was damaged, or was gone. */
    boolean isWhole(int file) {
        return rows[file].length > 0;
    }

    /** The row of a whole file in {@link Part#INDEXES}. */
    byte[] row(int file) {
        return rows[file];
    }

    /** How many files there were to read. */
    int count() {
        return rows.length;
    }
}
