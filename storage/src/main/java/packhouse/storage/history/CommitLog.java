package packhouse.storage.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.WritableFile;

/**
 * Appends entries so that each is durable when {@link #append} returns. Entries of threads that come at the same time share one
 * force: a client's prune deletes thousands of packs one by one.
 *
 * <p>Each process writes segments of its own, because what another one left at the end of its last may be torn. So does a process after a
 * failed write: what that left behind is unknown, and a force that failed once means nothing when it succeeds later.
 */
final class CommitLog implements Closeable {

    private final Disk disk;
    private final Segments segments;
    private final Object writing = new Object();

    /** Guarded by this. */
    private Batch next = new Batch();

    /** Guarded by {@code writing}. */
    private Optional<WritableFile> open = Optional.empty();

    private long written;

    /** Entries that are written together; all but {@code frames} guarded by {@code writing}. */
    private static final class Batch {
        final List<ByteBuffer> frames = new ArrayList<>();
        boolean over;
        Optional<IOException> failure = Optional.empty();
    }

    CommitLog(Disk disk, Segments segments) {
        this.disk = disk;
        this.segments = segments;
    }

    void append(Entry entry) throws IOException {
        Batch mine;
        synchronized (this) {
            mine = next;
            mine.frames.add(Frames.frame(EntryCodec.bytes(entry)));
        }
        synchronized (writing) {
            // Whoever held the monitor meanwhile has written this batch too; if not, nobody else will.
            if (!mine.over) {
                synchronized (this) {
                    next = new Batch();
                }
                write(mine);
            }
            if (mine.failure.isPresent()) {
                throw mine.failure.get();
            }
        }
    }

    private void write(Batch batch) {
        // Until it is proven wrong, also if an error in the program ends this: others wait for the same batch.
        batch.failure =
                Optional.of(new IOException("the commit log was not written, because of an error in the program"));
        try {
            WritableFile file = segment();
            file.write(batch.frames.toArray(ByteBuffer[]::new));
            file.force();
            written += batch.frames.stream().mapToLong(ByteBuffer::limit).sum();
            batch.failure = Optional.empty();
        } catch (IOException e) {
            batch.failure = Optional.of(e);
        } finally {
            batch.over = true;
            if (batch.failure.isPresent()) {
                abandon();
            }
        }
    }

    private WritableFile segment() throws IOException {
        if (written >= Segments.MAX_BYTES) {
            abandon();
        }
        if (open.isEmpty()) {
            open = Optional.of(disk.create(segments.file(segments.next()), Modes.PRIVATE));
            written = 0;
            disk.forceDirectory(segments.directory());
        }
        return open.get();
    }

    private void abandon() {
        Optional<WritableFile> file = open;
        open = Optional.empty();
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            // All that counted in it was forced before.
            return;
        }
    }

    @Override
    public void close() {
        synchronized (writing) {
            abandon();
        }
    }
}
