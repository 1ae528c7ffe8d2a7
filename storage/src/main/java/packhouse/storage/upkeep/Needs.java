package packhouse.storage.upkeep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.storage.catalog.Bits;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Mark;
import packhouse.storage.catalog.Progress;
import packhouse.storage.format.BlobKind;

/**
 * What snapshots need of a catalog.
 *
 * @param reached the blobs they need, by ordinal
 * @param expanded the trees that could be read, by ordinal; empty if all could be, for that is 12 MB in a hundred million blobs
 * @param trees how many could be read
 * @param roots the ordinal of each snapshot's root, -1 if no index lists it
 * @param lostRoots those, each once
 */
record Needs(Bits reached, Optional<Bits> expanded, int trees, List<Integer> roots, List<FileId> lostRoots) {

    /** Marks what these snapshots need. */
    static Needs of(Catalog catalog, List<Roots.Root> roots, Progress progress) throws IOException {
        progress.begin(Progress.Phase.MARK, -1, 0);
        Bits bits = new Bits(catalog.edges().ordinals());
        List<Integer> ordinals = new ArrayList<>(roots.size());
        List<FileId> lost = new ArrayList<>();
        for (Roots.Root root : roots) {
            int ordinal = catalog.ordinal(BlobKind.TREE, root.tree());
            ordinals.add(ordinal);
            if (ordinal < 0) {
                lost.add(root.tree());
            } else {
                bits.set(ordinal);
            }
        }
        Mark.Reach reach = catalog.edges().reach(bits, progress);
        return new Needs(
                reach.reached(),
                catalog.unreadTrees() == 0 ? Optional.empty() : Optional.of(reach.expanded()),
                reach.expanded().count(),
                ordinals,
                lost.stream().distinct().toList());
    }

    /** Whether a blob is needed. */
    boolean isNeeded(int ordinal) {
        return reached.get(ordinal);
    }

    /** Whether a tree is needed that could not be read. */
    boolean isBlind(int ordinal) {
        return expanded.isPresent() && reached.get(ordinal) && !expanded.get().get(ordinal);
    }

    /** How many blobs are needed that no index lists. */
    long lost(Catalog catalog) {
        long lost = lostRoots.size();
        for (int at = reached.next(catalog.blobCount()); at >= 0; at = reached.next(at + 1)) {
            lost++;
        }
        return lost;
    }
}
