package packhouse.storage.upkeep;

import java.util.BitSet;
import java.util.function.IntUnaryOperator;

/**
 * Chooses which copy of each blob stays: once as restic's prune would, and once as a repack would. Sees all blobs twice: first
 * {@link #look}, then {@link #choose}. Pure.
 *
 * <p>Prune keeps the first copy whose pack holds something else that stays, or nothing but copies of what is needed (an earlier
 * prune wrote it and was cut off); else the last one. Source: {@code packInfoFromIndex} of restic 0.19. Its order is that in which it
 * happens to load index files, ours that in which they came; where the two disagree either is right.
 *
 * <p>A repack keeps the shortest; among equals one whose pack holds a blob that lies nowhere else, for that pack stays anyway, and the
 * first then.
 */
final class CopyChoice {

    private final IntUnaryOperator order;
    private final Selection prune;
    private final Selection repack;
    private final BitSet useful;
    private final BitSet wasteful;
    private final BitSet unique;
    private long keptByPrune;

    /**
     * A choice.
     *
     * @param order of a pack among all: packs that came together should stand together, or of two backups of the same half of each
     *     would stay
     */
    CopyChoice(int packs, IntUnaryOperator order) {
        this.order = order;
        prune = new Selection(packs, false);
        repack = new Selection(packs, true);
        useful = new BitSet(packs);
        wasteful = new BitSet(packs);
        unique = new BitSet(packs);
    }

    /** Decides what has no choice. */
    void look(Places blob) {
        if (blob.count() == 1) {
            unique.set(blob.pack(0));
            repack.keep(blob.pack(0));
        }
        for (int i = 0; i < blob.count(); i++) {
            if (blob.isNeeded()) {
                useful.set(blob.pack(i));
            } else {
                wasteful.set(blob.pack(i));
                prune.drop(blob.pack(i), blob.length(i));
            }
        }
        if (blob.isNeeded() && blob.count() == 1) {
            prune.keep(blob.pack(0));
            keptByPrune += blob.length(0);
        }
    }

    /** Chooses among several copies. */
    void choose(Places blob) {
        if (blob.count() == 1) {
            return;
        }
        decide(blob, forRepack(blob), repack);
        if (blob.isNeeded()) {
            int kept = forPrune(blob);
            keptByPrune += blob.length(kept);
            decide(blob, kept, prune);
        }
    }

    private static void decide(Places blob, int kept, Selection selection) {
        for (int i = 0; i < blob.count(); i++) {
            if (i == kept) {
                selection.keep(blob.pack(i));
            } else {
                selection.drop(blob.pack(i), blob.length(i));
            }
        }
    }

    private int forPrune(Places blob) {
        int first = -1;
        int last = 0;
        for (int i = 0; i < blob.count(); i++) {
            boolean stays = prune.keeps(blob.pack(i)) || !wasteful.get(blob.pack(i));
            first = stays && (first < 0 || isBefore(blob, i, first)) ? i : first;
            last = isBefore(blob, i, last) ? last : i;
        }
        return first < 0 ? last : first;
    }

    private int forRepack(Places blob) {
        int best = 0;
        for (int i = 1; i < blob.count(); i++) {
            best = isBetter(blob, i, best) ? i : best;
        }
        return best;
    }

    private boolean isBetter(Places blob, int i, int than) {
        if (blob.length(i) != blob.length(than)) {
            return blob.length(i) < blob.length(than);
        }
        boolean stays = unique.get(blob.pack(i));
        return stays == unique.get(blob.pack(than)) ? isBefore(blob, i, than) : stays;
    }

    /** Copies are in the order of their packs' numbers already. */
    private boolean isBefore(Places blob, int i, int other) {
        int difference = Integer.compare(order.applyAsInt(blob.pack(i)), order.applyAsInt(blob.pack(other)));
        return difference == 0 ? i < other : difference < 0;
    }

    /** Whether the pack holds something that a snapshot needs, be it a copy among several. */
    boolean isUseful(int pack) {
        return useful.get(pack);
    }

    /** Whether the pack holds something that no snapshot needs. */
    boolean isWasteful(int pack) {
        return wasteful.get(pack);
    }

    /** What prune would keep and drop. */
    Selection prune() {
        return prune;
    }

    /** Bytes of the copies that prune would keep. */
    long keptByPrune() {
        return keptByPrune;
    }

    /** What a repack would keep and drop. */
    Selection repack() {
        return repack;
    }
}
