package packhouse.server.inspect;

import java.util.concurrent.CancellationException;
import packhouse.server.keys.Lease;
import packhouse.storage.catalog.Progress;

/** Ends work whose repository was sealed meanwhile: its key is not to be used any more. */
public final class LeasedProgress implements Progress {

    private final Progress progress;
    private final Lease lease;

    /** Passes on to {@code progress} as long as the lease is good. */
    public LeasedProgress(Progress progress, Lease lease) {
        this.progress = progress;
        this.lease = lease;
    }

    @Override
    public void begin(Phase phase, long all, long bytes) {
        stopIfRevoked();
        progress.begin(phase, all, bytes);
    }

    @Override
    public void advance(long items, long bytes) {
        stopIfRevoked();
        progress.advance(items, bytes);
    }

    private void stopIfRevoked() {
        if (lease.isRevoked()) {
            throw new CancellationException("the repository was sealed");
        }
    }
}
