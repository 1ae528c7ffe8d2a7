package packhouse.storage.catalog;

/**
 * How an {@link EdgeLog} lays out one of its blocks:
 *
 * <pre>
 * block = start:u32  unused  piece ... piece     the first piece begins at start, the last one ends with the block
 * piece = tree  length  child ... child          numbers in groups of seven bits, lowest first, the top bit says "goes on"
 * </pre>
 *
 * <p>{@code length} counts the bytes of the children. They ascend: the first one is stored as it is, of all others the distance to
 * the one before. A tree with many children has several pieces, one after the other.
 *
 * <p>A block is filled from its end: each piece is put before the one that was written earlier. So whoever reads the last block
 * first, and each block from its start, meets the pieces in the opposite order of their writing without ever decoding backwards.
 */
final class EdgeBlock {

    /** Bytes before the first piece at the least: {@code start}. */
    static final int HEAD = 4;

    /** The longest number. */
    static final int NUMBER = 5;

    private EdgeBlock() {}

    /** Writes a number that is not negative and gives where the next one goes. */
    static int put(byte[] to, int at, int number) {
        int next = at;
        int rest = number;
        for (; rest > 0x7f; rest >>>= 7) {
            to[next++] = (byte) (rest | 0x80);
        }
        to[next++] = (byte) rest;
        return next;
    }
}
