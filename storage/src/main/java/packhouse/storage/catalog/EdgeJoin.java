package packhouse.storage.catalog;

import java.io.IOException;

/**
 * Finds the ordinals of what trees point to, and numbers what no index lists: such blobs come after all others, ordered by id and
 * kind, and are written to a table of their own.
 */
final class EdgeJoin {

    /** Records between two reports. */
    private static final int REPORT = 1 << 16;

    private final Rows blobs;
    private final Attempts attempts;
    private final EdgeCollector collector;
    private final RowWriter missing;
    private final Progress progress;
    private final byte[] lastMissing = new byte[ChildRow.BYTES];
    private boolean more;
    private long seen;

    /**
     * Of the blobs with everything that is pointed to.
     *
     * @param blobs from their beginning
     * @param missing takes {@link Part#MISSING}
     */
    EdgeJoin(Rows blobs, Attempts attempts, EdgeCollector collector, RowWriter missing, Progress progress) {
        this.blobs = blobs;
        this.attempts = attempts;
        this.collector = collector;
        this.missing = missing;
        this.progress = progress;
    }

    /** Goes through sorted {@link ChildRow records} once and gives the collector what they come to. */
    void join(Records children) throws IOException {
        more = blobs.next();
        while (children.next()) {
            if (++seen % REPORT == 0) {
                progress.advance(REPORT, 0);
            }
            int attempt = ChildRow.attempt(children.array(), children.at());
            if (attempts.succeeded(attempt)) {
                collector.child(attempts.tree(attempt), ordinal(children));
            }
        }
        progress.advance(seen % REPORT, 0);
        missing.finish();
    }

    private int ordinal(Records child) throws IOException {
        int order = compare(child);
        while (order < 0) {
            more = blobs.next();
            order = compare(child);
        }
        return order == 0 ? (int) blobs.row() : missing(child);
    }

    private int compare(Records child) {
        return more ? BlobRow.compare(blobs.array(), blobs.at(), child.array(), child.at()) : 1;
    }

    private int missing(Records child) throws IOException {
        if (missing.rows() == 0 || BlobRow.compare(lastMissing, 0, child.array(), child.at()) != 0) {
            ChildRow.put(lastMissing, child.array(), child.at(), 0);
            if (blobs.count() + missing.rows() == Integer.MAX_VALUE) {
                throw new IOException("trees point to more than " + missing.rows() + " blobs that no index lists");
            }
            missing.add(lastMissing, 0);
        }
        return (int) (blobs.count() + missing.rows() - 1);
    }
}
