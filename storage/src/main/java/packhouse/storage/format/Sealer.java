package packhouse.storage.format;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cipher and MAC of one key, with their state, for one thread at a time. The grammar of what it seals stands at
 * {@link RepositoryKey}.
 *
 * <p>The MAC is Poly1305-AES: Poly1305 of the ciphertext alone, with the clamped {@code r} and with {@code s = AES-128(k, IV)}.
 */
final class Sealer {

    /** Bytes before the ciphertext. */
    static final int IV = CounterMode.BLOCK;

    /** Bytes after the ciphertext. */
    static final int MAC = Poly1305.BLOCK;

    private static final BigInteger COUNTERS = BigInteger.ONE.shiftLeft(Byte.SIZE * IV);

    private final CounterMode cipher;
    private final Cipher block;
    private final Poly1305 poly = new Poly1305();
    private final byte[] polyKey = new byte[32];
    private final byte[] mac = new byte[MAC];

    /** With the 64 bytes of a {@link RepositoryKey}. */
    Sealer(byte[] key) {
        cipher = new CounterMode(key, 0);
        block = singleBlocks(new SecretKeySpec(key, 32, 16, "AES"));
        System.arraycopy(key, 48, polyKey, 0, Poly1305.BLOCK);
    }

    @SuppressWarnings(
            "InsecureCryptoUsage") // One block for each key of Poly1305, as its definition wants it; nothing else.
    private static Cipher singleBlocks(SecretKeySpec key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has this cipher", e);
        }
    }

    /** Begins a sealed item with the IV that stands at {@code offset}. */
    void start(byte[] iv, int offset) {
        cipher.start(iv, offset);
        try {
            block.doFinal(iv, offset, IV, polyKey, Poly1305.BLOCK);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a block is a block", e);
        }
        poly.start(polyKey);
    }

    /** Takes the next bytes of the ciphertext into the MAC. */
    void authenticate(byte[] sealed, int offset, int length) {
        poly.update(sealed, offset, length);
    }

    /** Ends the MAC and tells whether it is the one that stands at {@code offset}. */
    boolean matches(byte[] expected, int offset) {
        poly.finish(mac, 0);
        int difference = 0;
        for (int i = 0; i < MAC; i++) {
            difference |= mac[i] ^ expected[offset + i];
        }
        return difference == 0;
    }

    /** Turns the next bytes of plaintext into ciphertext, or the other way round. */
    void crypt(byte[] from, int fromOffset, byte[] to, int toOffset, int length) {
        cipher.apply(from, fromOffset, to, toOffset, length);
    }

    /** Turns bytes from the middle into plaintext, beginning with this block of 16 of the item with this IV. Says nothing about the MAC. */
    void cryptFrom(byte[] iv, long block, byte[] from, byte[] to, int length) {
        BigInteger counter =
                new BigInteger(1, iv).add(BigInteger.valueOf(block)).mod(COUNTERS);
        byte[] digits = counter.toByteArray();
        byte[] start = new byte[IV];
        int count = Math.min(IV, digits.length);
        System.arraycopy(digits, digits.length - count, start, IV - count, count);
        cipher.start(start, 0);
        cipher.apply(from, 0, to, 0, length);
    }

    /** Writes IV, ciphertext and MAC into {@code target}, where {@code length + 32} bytes from {@code at} on are free; the IV is there. */
    void seal(byte[] plain, int offset, int length, byte[] target, int at) {
        start(target, at);
        crypt(plain, offset, target, at + IV, length);
        authenticate(target, at + IV, length);
        poly.finish(target, at + IV + length);
    }

    /** Opens the sealed item of {@code length} bytes into {@code target} at 0; false, and nothing written, if the MAC is another. */
    boolean open(byte[] sealed, int offset, int length, byte[] target) {
        int plain = length - IV - MAC;
        start(sealed, offset);
        authenticate(sealed, offset + IV, plain);
        if (!matches(sealed, offset + IV + plain)) {
            return false;
        }
        crypt(sealed, offset + IV, target, 0, plain);
        return true;
    }
}
