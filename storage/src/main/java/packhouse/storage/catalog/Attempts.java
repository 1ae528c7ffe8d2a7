package packhouse.storage.catalog;

import java.io.IOException;
import java.util.Arrays;

/**
 * Who says what trees contain. The first attempt to read a tree bears its number; each further one, at another copy, a number of its
 * own. What an attempt said counts only if it came to the end of the tree. Safe for many threads.
 */
final class Attempts {

    private final Bits known;
    private Bits succeeded;
    private int[] further = new int[16];
    private int count;

    /** None yet, at so many trees. */
    Attempts(int trees) {
        this.known = new Bits(trees);
        this.succeeded = new Bits(trees);
    }

    /** One more attempt at a tree, whose first one has failed. */
    synchronized int again(int number) throws IOException {
        if (count == Integer.MAX_VALUE - known.size() - 1) {
            throw new IOException("too many trees are damaged: " + count + " attempts have failed");
        }
        if (count == further.length) {
            further = Arrays.copyOf(further, (int) Math.min(2L * count, Integer.MAX_VALUE - known.size() - 1));
        }
        further[count] = number;
        return known.size() + count++;
    }

    /** It came to the end of the tree. */
    synchronized void succeed(int attempt) {
        if (attempt >= succeeded.size()) {
            succeeded = succeeded.copy(known.size() + further.length);
        }
        succeeded.set(attempt);
        known.set(tree(attempt));
    }

    /** Whether what it said counts; to be asked when there are no more attempts, and then it is fast. */
    boolean succeeded(int attempt) {
        return attempt < succeeded.size() && succeeded.get(attempt);
    }

    /** The number of the tree; to be asked in the same way. */
    int tree(int attempt) {
        return attempt < known.size() ? attempt : further[attempt - known.size()];
    }

    /** The numbers of the trees at which an attempt came to the end; to be looked at when there are no more attempts. */
    Bits known() {
        return known;
    }
}
