package packhouse.server.admin;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** An answer that is worked out once for all who ask at the same time, and handed out for a while after. A failure is not kept. */
final class Shared<T> {

    private final Supplier<T> work;
    private final Duration kept;
    private final Executor threads;
    private final LongSupplier nanos;
    private CompletableFuture<Found<T>> latest =
            CompletableFuture.failedFuture(new IllegalStateException("nobody asked"));

    private record Found<T>(T value, long at) {}

    /**
     * An answer that nobody has asked for yet.
     *
     * @param work may wait for the disk
     * @param kept how long what it found is good
     * @param threads runs it
     * @param nanos the time, as {@link System#nanoTime} tells it
     */
    Shared(Supplier<T> work, Duration kept, Executor threads, LongSupplier nanos) {
        this.work = work;
        this.kept = kept;
        this.threads = threads;
        this.nanos = nanos;
    }

    /** The answer, now or later. Each caller may cut its own wait short without disturbing others. */
    synchronized CompletableFuture<T> get() {
        if (latest.isDone() && !isGood()) {
            latest = begin();
        }
        return latest.thenApply(Found::value);
    }

    private boolean isGood() {
        return !latest.isCompletedExceptionally()
                && nanos.getAsLong() - latest.join().at() < kept.toNanos();
    }

    private CompletableFuture<Found<T>> begin() {
        try {
            return CompletableFuture.supplyAsync(() -> new Found<>(work.get(), nanos.getAsLong()), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
