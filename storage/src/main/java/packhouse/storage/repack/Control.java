package packhouse.storage.repack;

import java.util.concurrent.CancellationException;

/** How whoever asked for a repack holds it, slows it or ends it. Called by many threads. */
public interface Control {

    /** Lets it run, and never waits for a change that may not happen now. */
    Control FREE = new Control() {
        @Override
        public void awaitRoom(long bytes) {}

        @Override
        public void checkpoint(long bytes) {}

        @Override
        public boolean hold(String why) {
            return false;
        }
    };

    /**
     * Called before a batch begins; returns when there is room for it.
     *
     * @param bytes that it will write before any are freed
     * @throws CancellationException if the work should end
     */
    void awaitRoom(long bytes);

    /**
     * Called between any two blobs; returns when the work may go on.
     *
     * @param bytes that were read or written since this thread asked last
     * @throws CancellationException if it should end. What has happened by then stays, and the repository is sound
     */
    void checkpoint(long bytes);

    /**
     * All is ready for a change, but it may not happen now. Returns when it may be worth asking again.
     *
     * @param why as a sentence
     * @return false if it is not worth waiting any more: what was to be changed is left alone
     * @throws CancellationException if it should end
     */
    boolean hold(String why);
}
