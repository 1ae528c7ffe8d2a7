package packhouse.storage.catalog;

import java.io.IOException;

/**
 * Makes the blob tables: of the blobs of an old generation, as far as their packs are still there, and of those that index files name
 * which are read now. Used once, by one thread.
 */
final class BlobMerge {

    /** Blobs between two reports. */
    private static final int REPORT = 1 << 16;

    private final BlobWriter writer;
    private final Renumbering renumbering;
    private final PackUnions unions;
    private final Progress progress;
    private final Copies places = new Copies();
    private final byte[] key = new byte[BlobRow.BYTES];
    private int seen;

    /**
     * A merge.
     *
     * @param unions is told the entries of packs about which lists differ
     */
    BlobMerge(BlobWriter writer, Renumbering renumbering, PackUnions unions, Progress progress) {
        this.writer = writer;
        this.renumbering = renumbering;
        this.unions = unions;
        this.progress = progress;
    }

    /** Does it. */
    void run(OldBlobs old, FreshBlobs fresh) throws IOException {
        boolean hasOld = old.next();
        while (hasOld || fresh.hasNext()) {
            int order = order(hasOld, old, fresh);
            places.clear();
            System.arraycopy(
                    order <= 0 ? old.array() : fresh.array(), order <= 0 ? old.at() : fresh.at(), key, 0, key.length);
            if (order <= 0) {
                old.tell(places);
            }
            if (order >= 0) {
                fresh.tell(key, places);
            }
            end(order <= 0 ? old.ordinal() : -1);
            hasOld = order <= 0 ? old.next() : hasOld;
        }
        progress.advance(seen % REPORT, 0);
    }

    /** Negative if the next one is old only, positive if it is fresh only. */
    private static int order(boolean hasOld, OldBlobs old, FreshBlobs fresh) {
        if (!hasOld || !fresh.hasNext()) {
            return hasOld ? -1 : 1;
        }
        return BlobRow.compare(old.array(), old.at(), fresh.array(), fresh.at());
    }

    private void end(int old) throws IOException {
        if (++seen % REPORT == 0) {
            progress.advance(REPORT, 0);
        }
        places.sortDistinct();
        if (places.count() > 0) {
            int now = writer.add(key, 0, places);
            unions.add(key, places);
            if (old < 0) {
                renumbering.added(now);
            } else {
                renumbering.kept(old, now);
            }
        } else if (old >= 0) {
            renumbering.gone(old);
        }
    }
}
