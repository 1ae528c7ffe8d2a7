package packhouse.storage.format;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256 in counter mode: a key stream that is laid over bytes, the same way for sealing and for opening. The first counter block
 * is given, and counts up big-endian over all 16 bytes. For one thread at a time.
 *
 * <p>The only place where this cipher is called, because the way it is called decides its speed: see {@link #SLICE}.
 */
final class CounterMode {

    /** Bytes of a counter block. */
    static final int BLOCK = 16;

    /**
     * The most that one call of the JDK's cipher gets. Its fast path is compiled after so many calls, however long they are: with one
     * call for each mebibyte it stays thirty times slower for the first gigabytes.
     */
    static final int SLICE = 8 << 10;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] slice = new byte[SLICE];

    /** With the 32 bytes of {@code key} from {@code offset} on. */
    CounterMode(byte[] key, int offset) {
        this.key = new SecretKeySpec(key, offset, 32, "AES");
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has this cipher", e);
        }
    }

    /** Begins a key stream at the counter block that stands at {@code offset}. */
    void start(byte[] block, int offset) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(block, offset, BLOCK));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("32 bytes of key and 16 of counter are right for AES-256", e);
        }
    }

    /** Lays the next {@code length} bytes of the key stream over {@code from}, into {@code to}; the two may be the same place. */
    void apply(byte[] from, int fromOffset, byte[] to, int toOffset, int length) {
        for (int done = 0; done < length; done += SLICE) {
            int count = Math.min(SLICE, length - done);
            // The JDK would make a copy for each slice if it had to work in place.
            byte[] target = from == to ? slice : to;
            int at = from == to ? 0 : toOffset + done;
            update(from, fromOffset + done, count, target, at);
            if (from == to) {
                System.arraycopy(slice, 0, to, toOffset + done, count);
            }
        }
    }

    private void update(byte[] from, int offset, int count, byte[] to, int at) {
        try {
            cipher.update(from, offset, count, to, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key stream needs no more room than the bytes under it", e);
        }
    }
}
