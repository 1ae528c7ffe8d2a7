package packhouse.server.inspect;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Status;
import packhouse.storage.catalog.Progress;

/** Counts how work goes on, tells the audience about it now and then, and ends the work when the audience has gone. */
public final class Meter implements Progress {

    /** Between two lines about one phase: what a person still sees as motion. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Audience audience;
    private final LongSupplier nanos;
    private final AtomicLong items = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong toldAt = new AtomicLong();
    private volatile Part part = new Part(Phase.INDEX, -1, 0, 0);

    private record Part(Phase phase, long items, long bytes, long began) {}

    /** {@code nanos}: the time, as {@link System#nanoTime} tells it. */
    public Meter(Audience audience, LongSupplier nanos) {
        this.audience = audience;
        this.nanos = nanos;
    }

    @Override
    public void begin(Phase phase, long all, long allBytes) {
        long now = nanos.getAsLong();
        part = new Part(phase, all, allBytes, now);
        items.set(0);
        bytes.set(0);
        toldAt.set(now);
        tellStatus();
        stopIfGone();
    }

    @Override
    public void advance(long moreItems, long moreBytes) {
        items.addAndGet(moreItems);
        bytes.addAndGet(moreBytes);
        long now = nanos.getAsLong();
        long last = toldAt.get();
        // One of many threads tells it.
        if (now - last >= PAUSE.toNanos() && toldAt.compareAndSet(last, now)) {
            tellStatus();
        }
        stopIfGone();
    }

    /** Tells it when no other thread is telling anything. */
    synchronized void tell(Message message) {
        audience.tell(message);
    }

    /** The numbers are read in the same turn, so that no thread tells older ones after another. */
    private synchronized void tellStatus() {
        Part present = part;
        audience.tell(new Status(
                present.phase().words(),
                present.phase().unit(),
                items.get(),
                present.items() < 0 ? Optional.empty() : Optional.of(present.items()),
                bytes.get(),
                present.bytes(),
                Duration.ofNanos(nanos.getAsLong() - present.began()).toMillis()));
    }

    private void stopIfGone() {
        if (audience.isGone()) {
            throw new CancellationException("nobody waits for it any more");
        }
    }
}
