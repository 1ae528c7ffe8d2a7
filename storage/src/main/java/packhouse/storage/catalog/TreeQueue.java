package packhouse.storage.catalog;

import java.io.IOException;

/** Hands trees out to those who read them, some of one pack at a time. Safe for many threads. */
final class TreeQueue {

    /** Trees at once: enough that opening the pack is little, not so many that one thread has all the work of the last pack. */
    static final int MOST = 512;

    private final Records trees;
    private boolean more;

    /** Of {@link TreeRow records} in their order. */
    TreeQueue(Records trees) throws IOException {
        this.trees = trees;
        this.more = trees.next();
    }

    /**
     * Copies the next records.
     *
     * @param target has room for {@link #MOST}
     * @return how many, 0 if there are none left
     */
    synchronized int take(byte[] target) throws IOException {
        int count = 0;
        while (more
                && count < MOST
                && (count == 0 || TreeRow.pack(trees.array(), trees.at()) == TreeRow.pack(target, 0))) {
            System.arraycopy(trees.array(), trees.at(), target, count * TreeRow.BYTES, TreeRow.BYTES);
            count++;
            more = trees.next();
        }
        return count;
    }
}
