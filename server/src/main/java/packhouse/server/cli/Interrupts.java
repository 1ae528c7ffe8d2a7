package packhouse.server.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells work that a person wants it to end: Ctrl-C, SIGTERM, a terminal that is closed. */
@FunctionalInterface
interface Interrupts {

    /** What a cleanup gets to finish before the process ends all the same. */
    Duration PATIENCE = Duration.ofSeconds(10);

    /** Runs {@code stop} if that happens from now on, until the result is run; then the process may end. */
    Runnable during(Runnable stop);

    /**
     * Those of this process. The JVM ends it with 128 and the number of the signal once its hooks have run, so this hook waits for
     * the work to clean up.
     */
    static Interrupts ofProcess() {
        return stop -> {
            CountDownLatch ended = new CountDownLatch(1);
            Thread hook = new Thread(
                    () -> {
                        stop.run();
                        await(ended);
                    },
                    "interrupt");
            Runtime.getRuntime().addShutdownHook(hook);
            return () -> {
                ended.countDown();
                remove(hook);
            };
        };
    }

    private static void await(CountDownLatch ended) {
        try {
            if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already.
            return;
        }
    }
}
