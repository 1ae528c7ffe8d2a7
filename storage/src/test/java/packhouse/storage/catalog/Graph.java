package packhouse.storage.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A made-up repository as a graph: which ordinals are trees, and what each tree contains. No tree contains itself, not even by
 * way of others; ordinals tell nothing about who contains whom, as with hashes.
 *
 * @param blobs how many blobs an index lists
 * @param missing how many more are only pointed to; their ordinals come after
 * @param children of each tree that could be read
 */
record Graph(int blobs, int missing, Bits trees, Map<Integer, NavigableSet<Integer>> children) {

    /** A graph with chains as well as wide trees, a few trees unread and a few blobs missing. */
    static Graph random(SplittableRandom random, int blobs, int treesInPercent, int mostChildren) {
        int missing = random.nextInt(1 + blobs / 20);
        Bits trees = new Bits(blobs);
        List<Integer> order = new ArrayList<>();
        for (int ordinal = 0; ordinal < blobs; ordinal++) {
            if (random.nextInt(100) < treesInPercent) {
                trees.set(ordinal);
                order.add(random.nextInt(order.size() + 1), ordinal);
            }
        }
        Map<Integer, NavigableSet<Integer>> children = new TreeMap<>();
        for (int place = 0; place < order.size(); place++) {
            if (random.nextInt(30) > 0) {
                children.put(order.get(place), children(random, trees, missing, order.subList(0, place), mostChildren));
            }
        }
        return new Graph(blobs, missing, trees, children);
    }

    private static NavigableSet<Integer> children(
            SplittableRandom random, Bits trees, int missing, List<Integer> earlier, int most) {
        NavigableSet<Integer> children = new TreeSet<>();
        int wanted = random.nextInt(most + 1);
        for (int i = 0; i < wanted; i++) {
            int blob = random.nextInt(trees.size() + missing);
            if (blob >= trees.size() || !trees.get(blob)) {
                children.add(blob);
            } else if (!earlier.isEmpty()) {
                int nearTheEnd = earlier.size() - 1 - random.nextInt(Math.min(earlier.size(), 1 + random.nextInt(10)));
                children.add(earlier.get(nearTheEnd));
            }
        }
        return children;
    }

    /** Listed and missing blobs. */
    int ordinals() {
        return blobs + missing;
    }

    /** What the roots need, by walking from tree to tree. */
    Bits walk(Bits roots) {
        Bits reached = new Bits(ordinals());
        Deque<Integer> open = new ArrayDeque<>();
        for (int root = roots.next(0); root >= 0; root = roots.next(root + 1)) {
            reached.set(root);
            open.add(root);
        }
        while (!open.isEmpty()) {
            for (int child : children.getOrDefault(open.remove(), new TreeSet<>())) {
                if (reached.add(child)) {
                    open.add(child);
                }
            }
        }
        return reached;
    }
}
