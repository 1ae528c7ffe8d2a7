package packhouse.storage.catalog;

import java.io.IOException;

/** Takes blocks of one size, one after the other. */
interface BlockSink {

    /** The bytes of each block. */
    int blockBytes();

    /** Takes a block; the array is the caller's again afterwards. */
    void write(byte[] block) throws IOException;
}
