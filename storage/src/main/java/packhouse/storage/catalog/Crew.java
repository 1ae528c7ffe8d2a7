package packhouse.storage.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A few threads that do one work together, the caller's among them. What the first of them throws ends the others too, and goes to
 * the caller.
 */
public final class Crew {

    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Crew() {}

    /** The part of one thread. */
    public interface Work {

        /**
         * Does it, until nothing is left to do or the crew {@link Crew#isStopped is stopped}.
         *
         * @param lane the number of the thread, from 0 on
         */
        void run(int lane, Crew crew) throws IOException;
    }

    /** Does the work with so many threads, and returns when all of them have ended. */
    public static void run(int threads, Work work) throws IOException {
        Crew crew = new Crew();
        List<Thread> others = new ArrayList<>();
        for (int lane = 1; lane < threads; lane++) {
            int own = lane;
            Thread thread = new Thread(() -> crew.runLane(own, work), "crew-" + lane);
            thread.setDaemon(true);
            thread.start();
            others.add(thread);
        }
        crew.runLane(0, work);
        crew.await(others);
        crew.rethrow();
    }

    /** Whether another thread has failed, so that the work is in vain. */
    public boolean isStopped() {
        return failure.get() != null;
    }

    private void runLane(int lane, Work work) {
        try {
            work.run(lane, this);
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    /** They use what the caller closes afterwards, so it waits for them even if it is interrupted. */
    private void await(List<Thread> others) {
        boolean interrupted = false;
        for (Thread other : others) {
            while (other.isAlive()) {
                try {
                    other.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    failure.compareAndSet(
                            null, new IOException("interrupted while several threads worked together", e));
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() throws IOException {
        Throwable thrown = failure.get();
        if (thrown instanceof IOException trouble) {
            throw trouble;
        }
        if (thrown instanceof RuntimeException bug) {
            throw bug;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }
}
