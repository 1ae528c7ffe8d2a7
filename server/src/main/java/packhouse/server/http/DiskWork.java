package packhouse.server.http;

import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The threads that may wait for the disk. What they find goes back to the event loop that asked. */
final class DiskWork implements AutoCloseable {

    /** Enough calls of fsync at once for a journalling file system to commit them together; more only cost memory. */
    static final int THREADS = 16;

    /** More than connections and streams can ask at once; only a disk that hangs fills it. */
    static final int MAX_WAITING = 65_536;

    private final ThreadPoolExecutor threads;

    /** Something to do that may wait for the disk. */
    @FunctionalInterface
    interface Task<T> {
        T run() throws IOException;
    }

    DiskWork(ThreadFactory factory) {
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(MAX_WAITING), factory);
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a task on a disk thread, and one of the two callbacks on the event loop.
     *
     * @param failed gets an {@link IOException}, a bug, or {@link RejectedExecutionException} if too much waits
     */
    <T> void run(EventExecutor loop, Task<T> task, Consumer<T> done, Consumer<Exception> failed) {
        try {
            threads.execute(() -> {
                T result;
                try {
                    result = task.run();
                } catch (IOException | RuntimeException e) {
                    loop.execute(() -> failed.accept(e));
                    return;
                } catch (Error e) {
                    // No memory, for instance. A client that hears of it tries again; one that hears nothing waits for
                    // ever.
                    loop.execute(() -> failed.accept(new IllegalStateException(e)));
                    return;
                }
                loop.execute(() -> done.accept(result));
            });
        } catch (RejectedExecutionException e) {
            failed.accept(e);
        }
    }

    /** Runs a task that answers for itself. */
    void run(Runnable task) {
        threads.execute(task);
    }

    /** Finishes what was begun, for a limited time. */
    boolean stop(Duration patience) throws InterruptedException {
        threads.shutdown();
        return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
