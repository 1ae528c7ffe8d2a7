package packhouse.storage.catalog;

import java.io.IOException;

/**
 * What can be reached from some blobs: one scan over the edges, parents before children, and three bits for each blob.
 *
 * <p>A blob whose bit is missing may be thrown away by whoever trusts it, so the order of the edges is not trusted: that a tree
 * was passed over and reached later is an error.
 */
public final class Mark {

    /** Trees between two reports. */
    private static final int REPORT = 1 << 16;

    private Mark() {}

    /**
     * What was found.
     *
     * @param reached the blobs that the roots need, themselves included; those beyond the count of blobs are listed by no index
     * @param expanded the trees whose children are known, reached or not. A tree that is reached and not expanded could not be
     *     read, and nobody knows what else the roots need
     */
    public record Reach(Bits reached, Bits expanded) {}

    /**
     * Marks what the roots need.
     *
     * @param roots their ordinals; they become the set of what is reached
     * @throws TornException if the edges are not in their order
     */
    public static Reach reach(EdgeCursor edges, Bits roots, Progress progress) throws IOException {
        Bits followed = new Bits(roots.size());
        Bits passedOver = new Bits(roots.size());
        int trees = 0;
        while (edges.next()) {
            if (roots.get(edges.tree())) {
                followed.set(edges.tree());
                reachChildren(edges, roots);
            } else {
                passedOver.set(edges.tree());
            }
            if (++trees % REPORT == 0) {
                progress.advance(REPORT, 0);
            }
        }
        progress.advance(trees % REPORT, 0);
        int late = roots.firstCommon(passedOver);
        if (late >= 0) {
            throw new TornException("edge log: tree " + late + " comes before a tree that contains it");
        }
        followed.addAll(passedOver);
        return new Reach(roots, followed);
    }

    private static void reachChildren(EdgeCursor edges, Bits reached) throws IOException {
        for (int child = edges.child(); child >= 0; child = edges.child()) {
            reached.set(child);
        }
    }
}
