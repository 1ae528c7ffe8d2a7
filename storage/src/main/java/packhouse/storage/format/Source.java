package packhouse.storage.format;

import java.io.EOFException;
import java.io.IOException;

/**
 * The stored bytes of one file, read by position. Safe for many threads if what lies behind it is.
 *
 * <p>{@link #name} is what errors call it: {@code data/0a1b...}.
 */
public interface Source {

    /** What errors call the file. */
    String name();

    /** Its length in bytes, fixed while it is read. */
    long size();

    /**
     * Reads exactly {@code length} bytes from {@code position} on.
     *
     * @throws EOFException if the file has ended before
     */
    void read(long position, byte[] target, int offset, int length) throws IOException;

    /** Bytes in memory; the array is not copied. */
    static Source of(String name, byte[] bytes) {
        return new MemorySource(name, bytes);
    }
}
