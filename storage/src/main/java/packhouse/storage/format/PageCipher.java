package packhouse.storage.format;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key stream of a file of our own that is read and written by position: AES-256 in counter mode, counting from 0 at the first byte
 * of the file. Hides what is in it and does not tell whether it was changed. Safe for many threads.
 *
 * <p>A key stream must lie over one content only, or two contents can be compared by whoever sees both. So whatever is written has a
 * label of its own, with a salt drawn at random in it or beside it in the clear; the key is {@code HMAC-SHA256(encrypt, label)}.
 */
public final class PageCipher {

    private final Idle<CounterMode> ciphers;

    private PageCipher(byte[] key) {
        ciphers = new Idle<>(() -> new CounterMode(key, 0));
    }

    /**
     * For a file that outlives the process.
     *
     * @param label of this one content: what it is, and which; the same label gives the same key stream
     */
    public static PageCipher of(RepositoryKey key, String label) {
        byte[] bytes = key.bytes();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, 0, 32, "HmacSHA256"));
            return new PageCipher(mac.doFinal(label.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has this MAC", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** For a file that ends with the process. The source of random numbers must be one for cryptography. */
    public static PageCipher random(RandomGenerator random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return new PageCipher(key);
    }

    /** Hides, or shows again, the bytes of the file that lie from {@code position} on, in place. */
    public void apply(long position, byte[] buffer, int offset, int length) {
        if (position < 0) {
            throw new IllegalArgumentException("no file has a position " + position);
        }
        byte[] block = new byte[CounterMode.BLOCK];
        long number = position / CounterMode.BLOCK;
        for (int i = 0; i < 8; i++) {
            block[CounterMode.BLOCK - 1 - i] = (byte) (number >>> (8 * i));
        }
        CounterMode cipher = ciphers.take();
        cipher.start(block, 0);
        cipher.apply(block, 0, block, 0, (int) (position % CounterMode.BLOCK));
        cipher.apply(buffer, offset, buffer, offset, length);
        ciphers.giveBack(cipher);
    }
}
