package packhouse.storage.upkeep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import packhouse.protocol.FileId;
import packhouse.storage.catalog.BlobCursor;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Complaints;
import packhouse.storage.format.BlobKind;

/**
 * Hears what is wrong with index files and trees while a catalog is made. An index file is told at once; of a tree it is not known yet
 * whether any snapshot needs it, and what nobody needs may be as it likes. Safe for many threads.
 */
final class TreeComplaints implements Complaints {

    /** 10 MB or so. Of more damaged trees the ids are told without a reason; more flaws are not told. */
    static final int MAX_TREES = 50_000;

    private final Consumer<Finding> findings;
    private final List<SnapshotFinding.TreeUnreadable> unreadable = new ArrayList<>();
    private final List<SnapshotFinding.TreeFlaw> flaws = new ArrayList<>();
    private long unreadableCount;
    private boolean indexDamaged;

    TreeComplaints(Consumer<Finding> findings) {
        this.findings = findings;
    }

    @Override
    public synchronized void unreadableIndex(FileId index, String why) {
        indexDamaged = true;
        findings.accept(new IndexFinding.Unreadable(index, why));
    }

    @Override
    public synchronized void unreadableTree(FileId tree, String why) {
        unreadableCount++;
        if (unreadable.size() < MAX_TREES) {
            unreadable.add(new SnapshotFinding.TreeUnreadable(tree, why));
        }
    }

    @Override
    public synchronized void flaw(FileId tree, String sentence) {
        if (flaws.size() < MAX_TREES) {
            flaws.add(new SnapshotFinding.TreeFlaw(tree, sentence));
        }
    }

    /** Whether an index file could not be read, so that nobody knows all blobs. */
    synchronized boolean isIndexDamaged() {
        return indexDamaged;
    }

    /** Tells what was said of trees that snapshots need. */
    synchronized void settle(Catalog catalog, Needs needs) throws IOException {
        Set<FileId> told = new HashSet<>();
        for (SnapshotFinding.TreeUnreadable tree : unreadable) {
            int ordinal = catalog.ordinal(BlobKind.TREE, tree.tree());
            if (ordinal >= 0 && needs.isBlind(ordinal) && told.add(tree.tree())) {
                findings.accept(tree);
            }
        }
        for (SnapshotFinding.TreeFlaw flaw : flaws) {
            int ordinal = catalog.ordinal(BlobKind.TREE, flaw.tree());
            if (ordinal >= 0 && needs.isNeeded(ordinal)) {
                findings.accept(flaw);
            }
        }
        if (unreadableCount > unreadable.size()) {
            tellOthers(catalog, needs, told);
        }
    }

    private void tellOthers(Catalog catalog, Needs needs, Set<FileId> told) throws IOException {
        try (BlobCursor blobs = catalog.blobs()) {
            while (blobs.next()) {
                boolean blind = blobs.kind() == BlobKind.TREE && needs.isBlind(blobs.ordinal());
                if (blind && !told.contains(blobs.id())) {
                    findings.accept(
                            new SnapshotFinding.TreeUnreadable(blobs.id(), "like many others, in all its copies"));
                }
            }
        }
    }
}
