package packhouse.server.jobs;

import java.util.concurrent.CancellationException;
import packhouse.protocol.admin.JobView.Done;
import packhouse.storage.catalog.Progress;

/** What a task tells while it works, and where it learns that it should wait or end. Safe for many threads. */
public interface Watch extends Progress {

    /**
     * To be called between any two blobs; lets clients go first.
     *
     * @param bytes that were worked on since the last call
     * @throws CancellationException if the work should end
     */
    void checkpoint(long bytes);

    /**
     * To be called before a step begins; waits until it has room.
     *
     * @param bytes that it writes before it frees any
     * @throws CancellationException if the work should end
     */
    void awaitRoom(long bytes);

    /**
     * To be called if a step is ready and may not become real yet; waits a while, after which it is worth to try again.
     *
     * @param why as a sentence without its full stop
     * @throws CancellationException if the work should end
     */
    void awaitTurn(String why);

    /** A step has become real. */
    void committed(Done step);

    /** Something for the log of the job, a sentence without its full stop. */
    void line(String sentence);
}
