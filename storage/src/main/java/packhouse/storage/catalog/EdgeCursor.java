package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;

/**
 * Goes through an {@link EdgeLog} from its end to its beginning, so that each tree comes before all trees that it contains. A tree
 * may come several times in a row, each time with other children. Used by one thread.
 */
public final class EdgeCursor implements Closeable {

    private final Blocks blocks;
    private final int ordinals;
    private final byte[] block;
    private int left;
    private int at;
    private int end;
    private int tree;
    private int pieceEnd;
    private int child;

    /** Begins behind the last block, and closes the blocks; what is not below {@code ordinals} cannot have been written. */
    EdgeCursor(Blocks blocks, int ordinals) {
        this.blocks = blocks;
        this.ordinals = ordinals;
        // A number that a damaged block lets begin with its last byte ends in the zeros behind.
        this.block = new byte[blocks.blockBytes() + EdgeBlock.NUMBER];
        this.left = blocks.blockCount();
    }

    /** Goes to the next tree; false if there is none left. */
    public boolean next() throws IOException {
        at = pieceEnd;
        while (at == end) {
            if (left == 0) {
                return false;
            }
            readBlock();
        }
        tree = number();
        int length = number();
        if (Integer.compareUnsigned(tree, ordinals) >= 0 || length < 0 || length > end - at) {
            throw torn();
        }
        pieceEnd = at + length;
        child = 0;
        return true;
    }

    private void readBlock() throws IOException {
        left--;
        blocks.read(left, block);
        end = blocks.blockBytes();
        at = Bytes.getInt(block, 0);
        if (at < EdgeBlock.HEAD || at > end) {
            throw torn();
        }
    }

    /** The ordinal of the tree. */
    public int tree() {
        return tree;
    }

    /** The ordinal of its next child, -1 if it was the last one; they ascend. Nobody has to ask for all of them. */
    public int child() throws IOException {
        if (at >= pieceEnd) {
            return -1;
        }
        child += number();
        if (Integer.compareUnsigned(child, ordinals) >= 0 || at > pieceEnd) {
            throw torn();
        }
        return child;
    }

    private int number() throws IOException {
        int number = block[at++];
        if (number >= 0) {
            return number;
        }
        number &= 0x7f;
        for (int shift = 7; shift < EdgeBlock.NUMBER * 7; shift += 7) {
            byte more = block[at++];
            number |= (more & 0x7f) << shift;
            if (more >= 0) {
                return number;
            }
        }
        throw torn();
    }

    private TornException torn() {
        return new TornException("block " + left + " of the edge log does not hold what was written");
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
