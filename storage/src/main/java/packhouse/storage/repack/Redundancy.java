package packhouse.storage.repack;

import java.io.IOException;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;
import packhouse.storage.catalog.BlobCursor;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Progress;

/**
 * How much of each pack would go if one copy of each blob stayed: the shortest; among equals one whose pack holds a blob that lies nowhere
 * else, for that pack stays anyway, and then the one that came first. Copies that cannot be relied on are none. Four bytes and a bit
 * a pack.
 */
final class Redundancy {

    /** Blobs between two reports. */
    private static final int REPORT = 1 << 16;

    private final PackFacts facts;
    private final IntUnaryOperator rank;
    private final BitSet unique = new BitSet();
    private final int[] dropped;
    private boolean repeated;

    private Redundancy(PackFacts facts, IntUnaryOperator rank) {
        this.facts = facts;
        this.rank = rank;
        this.dropped = new int[facts.count()];
    }

    /**
     * Goes through all blobs, twice if any has several copies.
     *
     * @param rank of a pack in the order in which they came
     */
    static Redundancy of(Catalog catalog, PackFacts facts, IntUnaryOperator rank, Progress progress)
            throws IOException {
        Redundancy redundancy = new Redundancy(facts, rank);
        redundancy.scan(catalog, progress, redundancy::look);
        if (redundancy.repeated) {
            redundancy.scan(catalog, progress, redundancy::choose);
        }
        return redundancy;
    }

    /** What is done with each blob. */
    private interface Look {
        void at(BlobCursor blob);
    }

    private void scan(Catalog catalog, Progress progress, Look look) throws IOException {
        progress.begin(Progress.Phase.COUNT, catalog.blobCount(), 0);
        try (BlobCursor blobs = catalog.blobs()) {
            while (blobs.next()) {
                look.at(blobs);
                if ((blobs.ordinal() + 1) % REPORT == 0) {
                    progress.advance(REPORT, 0);
                }
            }
        }
    }

    private void look(BlobCursor blob) {
        int sound = 0;
        int last = 0;
        for (int i = 0; i < blob.copies(); i++) {
            if (facts.isUsable(blob.pack(i))) {
                sound++;
                last = blob.pack(i);
            }
        }
        repeated |= sound > 1;
        if (sound == 1) {
            unique.set(last);
        }
    }

    private void choose(BlobCursor blob) {
        int kept = -1;
        for (int i = 0; blob.copies() > 1 && i < blob.copies(); i++) {
            if (facts.isUsable(blob.pack(i)) && (kept < 0 || isBetter(blob, i, kept))) {
                kept = i;
            }
        }
        for (int i = 0; kept >= 0 && i < blob.copies(); i++) {
            dropped[blob.pack(i)] += i == kept ? 0 : (int) blob.length(i);
        }
    }

    private boolean isBetter(BlobCursor blob, int i, int than) {
        if (blob.length(i) != blob.length(than)) {
            return blob.length(i) < blob.length(than);
        }
        boolean stays = unique.get(blob.pack(i));
        if (stays != unique.get(blob.pack(than))) {
            return stays;
        }
        return rank.applyAsInt(blob.pack(i)) < rank.applyAsInt(blob.pack(than));
    }

    /** Bytes of the pack that would go. */
    long dropped(int pack) {
        return Integer.toUnsignedLong(dropped[pack]);
    }
}
