package packhouse.storage.format;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Plaintext whose length has a limit: what zstd makes of a stream, frame after frame, or the bytes as they are. Whatever goes wrong in
 * the decoder is a matter of the file, and a plaintext beyond its limit is one that was made to fill the memory.
 *
 * <p>Must be closed: the decoder's memory is not Java's.
 */
final class Inflation extends FilterInputStream {

    /** As base-two logarithm the largest window that clients write or read, 128 MiB; the decoder needs that much memory, or the plaintext's length if it is less. */
    private static final int LARGEST_WINDOW = 27;

    private final String file;
    private final long most;
    private long given;

    private Inflation(String file, InputStream bytes, long most) {
        super(bytes);
        this.file = file;
        this.most = most;
    }

    /** Bytes that are not compressed, {@code most} at most. */
    static InputStream none(String file, InputStream plain, long most) {
        return new Inflation(file, plain, most);
    }

    /** What the compressed bytes inflate to, {@code most} bytes at most. */
    static InputStream of(String file, InputStream compressed, long most) throws IOException {
        ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(compressed, RecyclingBufferPool.INSTANCE);
        zstd.setLongMax(LARGEST_WINDOW);
        return new Inflation(file, zstd, most);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(target, offset, length);
        } catch (ZstdIOException e) {
            throw new FormatException.Corrupt(file, -1, "zstd cannot read it: " + e.getMessage());
        }
        given += Math.max(count, 0);
        if (given > most) {
            throw new FormatException.Corrupt(file, -1, "it inflates to more than " + most + " bytes");
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] dropped = new byte[(int) Math.min(Math.max(count, 0), 8 << 10)];
        return dropped.length == 0 ? 0 : Math.max(read(dropped, 0, dropped.length), 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
