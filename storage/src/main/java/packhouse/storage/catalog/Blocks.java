package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;

/** Blocks of one size that were written by way of a {@link BlockSink}, read in any order. */
interface Blocks extends Closeable {

    /** The bytes of each block. */
    int blockBytes();

    /** How many there are. */
    int blockCount();

    /**
     * Reads a block into an array that has at least its size.
     *
     * @throws TornException if it is not what was written
     */
    void read(int block, byte[] target) throws IOException;
}
