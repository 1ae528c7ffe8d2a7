package packhouse.storage.catalog;

import java.io.IOException;

/**
 * Finds the places of trees in the edge log, so that each comes behind all trees that it contains: by height, which is one more
 * than that of the highest tree in it, and by number where that is equal. The places depend on nothing else, so a catalog that
 * grew is the same as one that was made at once.
 *
 * <p>It reads the links in rounds. A round settles the trees that contain settled trees only, and leaves the links between all others to
 * the next round; most trees are low, so the rest shrinks fast. Memory is an int and two bits for each tree.
 */
final class Heights {

    /** The longest path that any system takes has 32 767 characters, and a level needs two of them. */
    static final int MAX_HEIGHT = 1 << 14;

    private final Scratch scratch;
    private final int[] heights;
    private Bits open;
    private Bits nextOpen;

    private Heights(Scratch scratch, int trees) {
        this.scratch = scratch;
        this.heights = new int[trees];
        this.open = new Bits(trees);
        this.nextOpen = new Bits(trees);
    }

    /**
     * The place of each tree.
     *
     * @param trees how many there are; their numbers are below
     * @param links the inner tree, then the outer one; they are closed here
     * @throws TornException if trees contain each other, which hashes exclude
     * @throws IOException if they are nested too deep
     */
    static int[] places(Scratch scratch, int trees, Pairs links) throws IOException {
        Heights heights = new Heights(scratch, trees);
        try (Pairs rest = links) {
            rest.rewind();
            while (rest.next()) {
                heights.open.set(rest.second());
            }
            heights.settle(rest);
        }
        return heights.toPlaces();
    }

    private void settle(Pairs links) throws IOException {
        Pairs rest = links;
        for (int round = 1; rest.count() > 0; round++) {
            Pairs later = round(rest);
            boolean stuck = later.count() == rest.count();
            rest.close();
            rest = later;
            if (stuck || round > MAX_HEIGHT) {
                rest.close();
                if (stuck) {
                    throw new TornException("edge log: trees contain each other");
                }
                throw new IOException("trees are nested deeper than " + MAX_HEIGHT + " levels");
            }
        }
    }

    private Pairs round(Pairs links) throws IOException {
        Pairs later = new Pairs(scratch);
        try {
            links.rewind();
            while (links.next()) {
                take(links.first(), links.second(), later);
            }
        } catch (IOException | RuntimeException e) {
            later.close();
            throw e;
        }
        Bits settled = open;
        open = nextOpen;
        nextOpen = settled;
        nextOpen.clear();
        return later;
    }

    private void take(int inner, int outer, Pairs later) throws IOException {
        if (open.get(inner)) {
            later.add(inner, outer);
            nextOpen.set(outer);
        } else {
            heights[outer] = Math.max(heights[outer], heights[inner] + 1);
        }
    }

    /** Puts the place of each tree where its height was. */
    private int[] toPlaces() {
        int highest = 0;
        for (int height : heights) {
            highest = Math.max(highest, height);
        }
        int[] next = new int[highest + 2];
        for (int height : heights) {
            next[height + 1]++;
        }
        for (int height = 0; height < highest; height++) {
            next[height + 1] += next[height];
        }
        for (int tree = 0; tree < heights.length; tree++) {
            heights[tree] = next[heights[tree]]++;
        }
        return heights;
    }
}
