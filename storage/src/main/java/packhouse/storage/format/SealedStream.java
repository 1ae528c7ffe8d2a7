package packhouse.storage.format;

import java.io.IOException;
import java.io.InputStream;

/** The plaintext of sealed bytes whose MAC was right, decrypted piece by piece. */
final class SealedStream extends InputStream {

    /** Read and decrypted at a time. */
    private static final int PIECE = 32 << 10;

    private final Source file;
    private final long offset;
    private final Idle<Sealer> sealers;
    private final Sealer sealer;
    private final long end;
    private final byte[] sealed = new byte[PIECE];
    private final byte[] plain = new byte[PIECE];
    private long position;
    private int next;
    private int count;
    private boolean over;

    private SealedStream(Source file, long offset, long length, Idle<Sealer> sealers) throws IOException {
        this.file = file;
        this.offset = offset;
        this.sealers = sealers;
        this.sealer = sealers.take();
        this.end = offset + length - Sealer.MAC;
        start();
    }

    /** Checks the MAC, and stands before the plaintext. The caller has checked that the bytes are there. */
    static SealedStream open(Source file, long offset, long length, Idle<Sealer> sealers) throws IOException {
        SealedStream stream = new SealedStream(file, offset, length, sealers);
        while (stream.position < stream.end) {
            stream.authenticate();
        }
        stream.requireMac();
        stream.start();
        return stream;
    }

    private void start() throws IOException {
        file.read(offset, sealed, 0, Sealer.IV);
        sealer.start(sealed, 0);
        position = offset + Sealer.IV;
    }

    private int authenticate() throws IOException {
        int length = (int) Math.min(PIECE, end - position);
        file.read(position, sealed, 0, length);
        sealer.authenticate(sealed, 0, length);
        position += length;
        return length;
    }

    private void requireMac() throws IOException {
        file.read(end, sealed, 0, Sealer.MAC);
        if (!sealer.matches(sealed, 0)) {
            throw RepositoryKey.wrongMac(file, offset);
        }
    }

    /** Whether there is a byte to give. */
    private boolean fill() throws IOException {
        if (next == count && !over) {
            count = authenticate();
            sealer.crypt(sealed, 0, plain, 0, count);
            next = 0;
            if (position == end) {
                over = true;
                requireMac();
                sealers.giveBack(sealer);
            }
        }
        return next < count;
    }

    @Override
    public int read() throws IOException {
        return fill() ? plain[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int given = Math.min(length, count - next);
        System.arraycopy(plain, next, target, at, given);
        next += given;
        return given;
    }

    @Override
    public int available() {
        return count - next;
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            next = count;
            sealers.giveBack(sealer);
        }
    }
}
