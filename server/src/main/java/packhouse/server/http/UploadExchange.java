package packhouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import packhouse.protocol.FileName;
import packhouse.protocol.Route;
import packhouse.storage.repository.Repository;
import packhouse.storage.store.Saved;
import packhouse.storage.store.Upload;

/**
 * Receives one file. The event loop hands pieces over, one disk thread at a time hashes and writes them: whatever has come by
 * the time a thread is free is one batch, so a small file costs one handing over in each direction.
 */
final class UploadExchange implements Sink {

    /** A batch is begun at this size: large enough that waking a thread for it costs little, small enough to stay in a cache. */
    private static final int BATCH_BYTES = 128 * 1024;

    /** Called on the event loop; one of the last two comes exactly once, unless the connection breaks. */
    interface Outcome {
        /** There is room for the file; said before one of the other two if the body was not there at once. */
        void begun();

        void saved(Saved saved);

        void failed(Exception cause);
    }

    private final DataPlane plane;
    private final Route.Save route;
    private final OptionalLong length;
    private final Intake.Share share;
    private final Attendant.Caller caller;
    private final EventExecutor loop;
    private final Outcome outcome;

    /** Guarded by this. */
    private List<ByteBuf> waiting = new ArrayList<>();

    private int waitingBytes;
    private boolean ended;
    private boolean cut;
    private boolean running;
    private boolean looked;
    private boolean over;

    /** Touched by the running disk thread only. */
    private Optional<Upload> upload = Optional.empty();

    /** {@code clientWaits}: it sends no body before it heard that there is room. */
    UploadExchange(
            DataPlane plane,
            Route.Save route,
            OptionalLong length,
            boolean clientWaits,
            Intake.Share share,
            Attendant.Caller caller,
            EventExecutor loop,
            Outcome outcome) {
        this.plane = plane;
        this.route = route;
        this.length = length;
        this.looked = !clientWaits && length.isPresent() && length.getAsLong() <= BATCH_BYTES;
        this.share = share;
        this.caller = caller;
        this.loop = loop;
        this.outcome = outcome;
    }

    @Override
    public void take(ByteBuf piece) {
        int bytes = piece.readableBytes();
        share.arrived(bytes);
        boolean many;
        synchronized (this) {
            waiting.add(piece);
            waitingBytes += bytes;
            many = waitingBytes >= BATCH_BYTES;
        }
        // A connection that is not read may never come to the end of a read: what arrived already waits before this
        // handler.
        if (many || share.isFull()) {
            pause();
        }
    }

    @Override
    public void end() {
        synchronized (this) {
            ended = true;
        }
        pause();
    }

    @Override
    public void cut() {
        synchronized (this) {
            cut = true;
        }
        pause();
    }

    /** Wakes a disk thread if there is something to do and none is at it. */
    @Override
    public void pause() {
        synchronized (this) {
            if (running || !isDue()) {
                return;
            }
            running = true;
            looked = true;
        }
        try {
            plane.disk().run(this::work);
        } catch (RejectedExecutionException e) {
            // Only at the end of the process, or with a disk that hangs: nothing was begun that would have to be
            // undone.
            List<ByteBuf> dropped = takeAll().pieces();
            share.gone(bytes(dropped));
            dropped.forEach(ByteBuf::release);
            close();
            outcome.failed(e);
        }
    }

    /**
     * Whether it is worth a disk thread's while: waking one costs more than hashing a few kilobytes. Before the body of a large file is
     * sent, and when the client asks for that, it hears whether there is room.
     */
    private boolean isDue() {
        return isDueInAnyCase() || !looked || (!waiting.isEmpty() && share.isPressed());
    }

    private boolean isDueInAnyCase() {
        return over ? !waiting.isEmpty() : ended || cut || waitingBytes >= BATCH_BYTES;
    }

    private record Batch(List<ByteBuf> pieces, boolean last, boolean cut) {}

    private synchronized Batch takeAll() {
        Batch batch = new Batch(waiting, ended, cut);
        waiting = new ArrayList<>();
        waitingBytes = 0;
        return batch;
    }

    private synchronized boolean rests() {
        running = isDueInAnyCase();
        return !running;
    }

    /** The disk thread's part. */
    private void work() {
        boolean more;
        do {
            Batch batch = takeAll();
            int bytes = bytes(batch.pieces());
            Runnable news = handle(batch);
            // Before the loop hears of it: what it finds waiting then, it can give to a thread again.
            more = !rests();
            loop.execute(() -> {
                share.gone(bytes);
                news.run();
                // What came meanwhile may be all that keeps the connection from being read.
                pause();
            });
        } while (more);
    }

    private Runnable handle(Batch batch) {
        try {
            return isOver() ? () -> {} : process(batch);
        } catch (IOException | RuntimeException e) {
            abandon();
            return () -> outcome.failed(e);
        } catch (Error e) {
            // See DiskWork.
            abandon();
            return () -> outcome.failed(new IllegalStateException(e));
        } finally {
            batch.pieces().forEach(ByteBuf::release);
        }
    }

    private Runnable process(Batch batch) throws IOException {
        if (batch.cut()) {
            abandon();
            return () -> {};
        }
        boolean first = upload.isEmpty();
        if (first) {
            upload = Optional.of(repository().begin(name(), length));
        }
        if (upload.get().received() + bytes(batch.pieces()) > Limits.FILE_BYTES) {
            throw new FileTooLargeException(name().toString());
        }
        upload.get().write(buffers(batch.pieces()));
        if (!batch.last()) {
            return first ? outcome::begun : () -> {};
        }
        close();
        Saved saved = upload.get().finish();
        if (saved instanceof Saved.Stored || saved instanceof Saved.Present) {
            attend();
        }
        return () -> outcome.saved(saved);
    }

    private void attend() throws NotYetException {
        try {
            plane.attendant().stored(repository(), name(), caller);
        } catch (IOException e) {
            throw new NotYetException(e);
        }
    }

    private Repository repository() throws IOException {
        return plane.repositories()
                .get(route.repo())
                .orElseThrow(() -> new IOException(route.repo() + ": no folder can have this name here"));
    }

    private FileName name() {
        return route.name();
    }

    /** Nothing more will be written: the place among the open uploads is free. */
    private void close() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        plane.endUpload();
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void abandon() {
        close();
        upload.ifPresent(Upload::abandon);
    }

    private static int bytes(List<ByteBuf> pieces) {
        return pieces.stream().mapToInt(ByteBuf::readableBytes).sum();
    }

    private static ByteBuffer[] buffers(List<ByteBuf> pieces) {
        return pieces.stream().map(ByteBuf::nioBuffer).toArray(ByteBuffer[]::new);
    }
}
