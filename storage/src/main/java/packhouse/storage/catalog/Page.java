package packhouse.storage.catalog;

import java.util.zip.CRC32C;

/**
 * The grammar of all files of a generation: pages of 4096 bytes, each with what it holds, zeros, and in the last four bytes the CRC32C
 * of all before. A veil lies over everything, whose key follows from the repository's key, the generation and the part; so a page
 * of another file, or at another place, does not have the right sum either.
 */
final class Page {

    /** Bytes on disk: what a file system reads at once anyway. */
    static final int BYTES = 4096;

    /** Bytes that it can hold. */
    static final int ROOM = BYTES - Integer.BYTES;

    private Page() {}

    /** Writes the sum behind the content of the page that begins at {@code at}. */
    static void seal(byte[] buffer, int at) {
        Bytes.putInt(buffer, at + ROOM, sum(buffer, at));
    }

    /** Whether the page that begins at {@code at} holds what was written. */
    static boolean isWhole(byte[] buffer, int at) {
        return Bytes.getInt(buffer, at + ROOM) == sum(buffer, at);
    }

    private static int sum(byte[] buffer, int at) {
        CRC32C crc = new CRC32C();
        crc.update(buffer, at, ROOM);
        return (int) crc.getValue();
    }
}
