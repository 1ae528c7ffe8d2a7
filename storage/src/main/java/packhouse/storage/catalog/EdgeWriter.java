package packhouse.storage.catalog;

import java.io.IOException;
import java.util.Arrays;

/**
 * Writes an {@link EdgeLog}, trees after all trees that they contain. The order is the caller's to keep; {@link Mark} notices
 * if he did not.
 */
final class EdgeWriter {

    /** What is left empty at the front of a block is less than a piece, so pieces take an eighth of a block at most. */
    private static final int PIECES = 8;

    private final BlockSink sink;
    private final byte[] block;
    private final byte[] piece;
    private final int longestPiece;
    private int start;
    private int tree = -1;
    private int length;
    private int last;
    private long blocks;

    EdgeWriter(BlockSink sink) {
        this.sink = sink;
        this.block = new byte[sink.blockBytes()];
        this.longestPiece = block.length / PIECES - 2 * EdgeBlock.NUMBER;
        if (longestPiece < EdgeBlock.NUMBER) {
            throw new IllegalArgumentException("blocks of " + block.length + " bytes hold no piece");
        }
        this.piece = new byte[longestPiece];
        this.start = block.length;
    }

    /** A tree follows, and then its children. */
    void tree(int ordinal) throws IOException {
        endPiece();
        tree = ordinal;
    }

    /** A child of the tree named last; they ascend. */
    void child(int ordinal) throws IOException {
        if (length > longestPiece - EdgeBlock.NUMBER) {
            endPiece();
        }
        length = EdgeBlock.put(piece, length, ordinal - last);
        last = ordinal;
    }

    /** Writes what is left. */
    void finish() throws IOException {
        endPiece();
        if (start < block.length) {
            endBlock();
        }
    }

    /** How many blocks were written. */
    long blocks() {
        return blocks;
    }

    private void endPiece() throws IOException {
        if (tree < 0) {
            return;
        }
        if (start - EdgeBlock.HEAD < length + 2 * EdgeBlock.NUMBER) {
            endBlock();
        }
        int at = start - length;
        System.arraycopy(piece, 0, block, at, length);
        start = at - head();
        EdgeBlock.put(block, EdgeBlock.put(block, start, tree), length);
        length = 0;
        last = 0;
    }

    private int head() {
        return numberBytes(tree) + numberBytes(length);
    }

    private static int numberBytes(int number) {
        return (Integer.SIZE - Integer.numberOfLeadingZeros(number | 1) + 6) / 7;
    }

    private void endBlock() throws IOException {
        Bytes.putInt(block, 0, start);
        Arrays.fill(block, EdgeBlock.HEAD, start, (byte) 0);
        sink.write(block);
        blocks++;
        start = block.length;
    }
}
