package packhouse.storage.repository;

import java.io.IOException;

/** An upload does not fit into what the quota leaves. */
public final class QuotaReachedException extends IOException {

    private final long max;

    QuotaReachedException(String file, long max) {
        super(file + ": the quota of " + max + " bytes is reached");
        this.max = max;
    }

    /** The quota in bytes. */
    public long max() {
        return max;
    }
}
