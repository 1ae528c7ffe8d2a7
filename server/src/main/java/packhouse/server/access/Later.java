package packhouse.server.access;

import java.time.Duration;

/** Does something after a while, without a thread that waits meanwhile. */
@FunctionalInterface
interface Later {
    void run(Duration delay, Runnable task);
}
