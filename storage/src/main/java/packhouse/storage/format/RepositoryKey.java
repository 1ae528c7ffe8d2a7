package packhouse.storage.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A key of a repository: its master key, or the key that a password gives and that only opens the master key. Safe for many threads.
 *
 * <p>64 bytes: {@code encrypt (32) | k (16) | r (16)}; none of the three may be all zero. {@code r} is stored as it was drawn and
 * clamped whenever it is used. What a key seals is
 *
 * <pre>{@code sealed = IV (16) | ciphertext (n) | MAC (16)}</pre>
 *
 * with n the length of the plaintext, 0 included; an IV that is never all zero and the first counter block of AES-256-CTR under
 * {@code encrypt}; and a Poly1305-AES of the ciphertext alone, under {@code k} and {@code r}. Nothing is decrypted before its MAC was right.
 */
public final class RepositoryKey {

    /** Bytes of a key. */
    static final int BYTES = 64;

    /** Up to this length a stream reads the sealed bytes once, into memory, instead of twice. */
    private static final int SMALL = 256 << 10;

    private final byte[] bytes;
    private final Idle<Sealer> sealers = new Idle<>(this::sealer);
    private volatile boolean wiped;

    private RepositoryKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The key with a copy of these bytes, 32 for {@code encrypt} and 16 each for {@code k} and {@code r}, or empty if a part of it is all zero. */
    public static Optional<RepositoryKey> of(byte[] bytes) {
        if (bytes.length != BYTES || isZero(bytes, 0, 32) || isZero(bytes, 32, 16) || isZero(bytes, 48, 16)) {
            return Optional.empty();
        }
        return Optional.of(new RepositoryKey(bytes.clone()));
    }

    /** A new key. The source of random numbers must be one for cryptography. */
    public static RepositoryKey random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return of(bytes).orElseThrow(() -> new IllegalStateException("the source of random numbers gives zeros"));
    }

    private static boolean isZero(byte[] bytes, int offset, int length) {
        int all = 0;
        for (int i = offset; i < offset + length; i++) {
            all |= bytes[i];
        }
        return all == 0;
    }

    /** An IV into {@code target}. Zero is what a broken source of random numbers gives, and what clients refuse to open. */
    static void drawIv(byte[] target, int offset, RandomGenerator random) {
        byte[] iv = new byte[Sealer.IV];
        random.nextBytes(iv);
        if (isZero(iv, 0, iv.length)) {
            throw new IllegalStateException("the source of random numbers gives zeros");
        }
        System.arraycopy(iv, 0, target, offset, iv.length);
    }

    /** Seals {@code length} bytes from {@code offset} on: 32 bytes more than they are. */
    public byte[] seal(byte[] plain, int offset, int length, RandomGenerator random) {
        byte[] sealed = new byte[Math.addExact(length, PackEntry.OVERHEAD)];
        drawIv(sealed, 0, random);
        Sealer sealer = sealers.take();
        sealer.seal(plain, offset, length, sealed, 0);
        sealers.giveBack(sealer);
        return sealed;
    }

    /** Opens {@code length} sealed bytes in memory; empty if they were not sealed with this key. */
    Optional<byte[]> open(byte[] sealed) {
        if (sealed.length < PackEntry.OVERHEAD) {
            return Optional.empty();
        }
        byte[] plain = new byte[sealed.length - PackEntry.OVERHEAD];
        Sealer sealer = sealers.take();
        boolean opened = sealer.open(sealed, 0, sealed.length, plain);
        sealers.giveBack(sealer);
        return opened ? Optional.of(plain) : Optional.empty();
    }

    /**
     * The plaintext of the {@code length} sealed bytes at {@code offset} of the file. Both are held in memory.
     *
     * @throws FormatException.Corrupt if the file ends before, or the MAC is another
     */
    public byte[] open(Source file, long offset, int length) throws IOException {
        requireWithin(file, offset, length);
        byte[] sealed = new byte[length];
        file.read(offset, sealed, 0, length);
        return open(sealed).orElseThrow(() -> wrongMac(file, offset));
    }

    /**
     * The same for sealed bytes of any length, of which a few kilobytes are held in memory at a time. They are read twice, first for the
     * MAC and then for the plaintext; the MAC is computed again on the way, so that the plaintext is that of the bytes which were checked.
     *
     * @throws FormatException.Corrupt if the file ends before, or the MAC is another; also by the stream, at its end, if the two
     *     readings differed
     */
    public InputStream stream(Source file, long offset, long length) throws IOException {
        requireWithin(file, offset, length);
        if (length <= SMALL) {
            return new ByteArrayInputStream(open(file, offset, (int) length));
        }
        return SealedStream.open(file, offset, length, sealers);
    }

    /** Refuses what cannot be a sealed item of the file. */
    static void requireWithin(Source file, long offset, long length) throws FormatException {
        if (length < PackEntry.OVERHEAD) {
            throw new FormatException.Corrupt(
                    file.name(), offset, "too short for anything sealed: " + length + " bytes");
        }
        if (offset < 0 || length > file.size() - offset) {
            String what = "it ends at " + file.size() + ", before the " + length + " bytes that should be here";
            throw new FormatException.Corrupt(file.name(), offset, what);
        }
    }

    static FormatException wrongMac(Source file, long offset) {
        return new FormatException.Corrupt(
                file.name(), offset, "what is sealed here has another MAC: damaged, or of another key");
    }

    /** Cipher and MAC of this key for one thread. */
    Sealer sealer() {
        requireAlive();
        return new Sealer(bytes);
    }

    /**
     * The same key once more, for somebody who needs it for longer or shorter; each of the two is wiped by itself. Must not be called
     * while this one is wiped.
     */
    public RepositoryKey copy() {
        requireAlive();
        return new RepositoryKey(bytes.clone());
    }

    /** A copy of the 64 bytes. The caller wipes it. */
    byte[] bytes() {
        requireAlive();
        return bytes.clone();
    }

    private void requireAlive() {
        if (wiped) {
            throw new IllegalStateException("this key was wiped");
        }
    }

    /** Overwrites the key. Nothing can be opened or sealed any more, but by who is in the middle of it. */
    public void wipe() {
        wiped = true;
        sealers.close();
        Arrays.fill(bytes, (byte) 0);
    }
}
