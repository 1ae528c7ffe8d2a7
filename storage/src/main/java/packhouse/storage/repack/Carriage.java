package packhouse.storage.repack;

import java.io.IOException;
import packhouse.storage.catalog.BlobCursor;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Progress;

/**
 * What each pack that is rewritten carries on: a blob that lies in a pack that stays goes, and of all others the first pack in the order
 * that holds it carries it. The same rule, blob by blob, is {@link Choice}'s when it is done. Thirty bytes for each such pack.
 */
final class Carriage {

    /** Blobs between two reports. */
    private static final int REPORT = 1 << 16;

    private final PackFacts facts;
    private final int[] places;
    private final long[] carried;
    private final long[] plain;
    private final long[] compared;
    private final int[] blobs;

    private Carriage(PackFacts facts, int... order) {
        this.facts = facts;
        this.places = Order.places(facts.count(), order);
        this.carried = new long[order.length];
        this.plain = new long[order.length];
        this.compared = new long[order.length];
        this.blobs = new int[order.length];
    }

    /** Counts, for packs in this order. */
    static Carriage of(Catalog catalog, PackFacts facts, int[] order, Progress progress) throws IOException {
        Carriage carriage = new Carriage(facts, order);
        progress.begin(Progress.Phase.COUNT, catalog.blobCount(), 0);
        try (BlobCursor blobs = catalog.blobs()) {
            while (blobs.next()) {
                carriage.look(blobs);
                if ((blobs.ordinal() + 1) % REPORT == 0) {
                    progress.advance(REPORT, 0);
                }
            }
        }
        return carriage;
    }

    private void look(BlobCursor blob) {
        int first = Integer.MAX_VALUE;
        int shortest = -1;
        long staying = Long.MAX_VALUE;
        for (int i = 0; i < blob.copies(); i++) {
            int place = places[blob.pack(i)];
            if (place >= 0) {
                first = Math.min(first, place);
            } else if (facts.isUsable(blob.pack(i))) {
                staying = Math.min(staying, blob.length(i));
            }
            shortest = shortest < 0 || blob.length(i) < blob.length(shortest) ? i : shortest;
        }
        if (first == Integer.MAX_VALUE) {
            return;
        }
        if (staying < Long.MAX_VALUE) {
            compared[first] += staying;
            return;
        }
        carried[first] += blob.length(shortest);
        plain[first] += blob.rawLength(shortest) == 0 ? blob.length(shortest) : 0;
        blobs[first]++;
    }

    /** Sealed bytes of the blobs that the pack at a place carries, each in its shortest copy. */
    long carried(int place) {
        return carried[place];
    }

    /** Those of them that are not compressed. */
    long plain(int place) {
        return plain[place];
    }

    /** Bytes that are read at this place only to see that a copy which stays is sound. */
    long compared(int place) {
        return compared[place];
    }

    /** How many blobs are carried. */
    int blobs(int place) {
        return blobs[place];
    }
}
