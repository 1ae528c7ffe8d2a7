package packhouse.storage.format;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a password becomes a key, by scrypt (RFC 7914). It costs 128 N r bytes of memory for each {@link #LANES lane}, and time as N r p.
 *
 * @param n a power of two, from 2 on
 * @param r from 1 on
 * @param p from 1 on
 */
record Scrypt(int n, int r, int p) {

    /** What clients choose on today's machines: 32 MiB a lane, some 0.4 s of CPU. */
    static final Scrypt USUAL = new Scrypt(1 << 15, 8, 5);

    /** Blocks that are mixed at the same time: two halve what a person waits for; more would cost the memory of a server. */
    private static final int LANES = 2;

    /** All lanes together take at most this part of the heap; a single one takes what it needs. */
    private static final int HEAP_SHARE = 4;

    private static final String HMAC = "HmacSHA256";

    /** The most of N r: restic stays at 2^18 (32 MiB), rustic at 2^20 (128 MiB). A key file comes from outside and may say anything. */
    private static final long MOST_MEMORY = 1 << 20;

    /** The most of N r p: 64 times of what takes 0.1 s, so a few seconds at worst. */
    private static final long MOST_WORK = 1 << 24;

    /** Held by who uses so much memory: the passwords of many who ask at once would fill any heap, and it would be no faster. */
    private static final Object MEMORY = new Object();

    /** Whether clients might have written it, and it costs no more than this program is ready to pay. */
    boolean isAllowed() {
        return n >= 2
                && Integer.bitCount(n) == 1
                && r >= 1
                && p >= 1
                && (long) n * r <= MOST_MEMORY
                && p <= MOST_WORK / ((long) n * r);
    }

    /** The key that the password gives, or empty if it is none. */
    Optional<RepositoryKey> derive(byte[] password, byte[] salt) {
        byte[] bytes = stretch(password, salt, RepositoryKey.BYTES);
        Optional<RepositoryKey> key = RepositoryKey.of(bytes);
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    /** So many bytes made of the password. */
    byte[] stretch(byte[] password, byte[] salt, int length) {
        byte[] blocks = spread(password, salt, Math.multiplyExact(p, 128 * r));
        synchronized (MEMORY) {
            mix(blocks);
        }
        byte[] result = spread(password, blocks, length);
        Arrays.fill(blocks, (byte) 0);
        return result;
    }

    private void mix(byte[] blocks) {
        AtomicInteger next = new AtomicInteger();
        List<CompletableFuture<Void>> others = new ArrayList<>();
        // What one lane may take is what all may take, and of a small heap they leave most to others.
        long most = Math.min(MOST_MEMORY, Runtime.getRuntime().maxMemory() / HEAP_SHARE / 128);
        long lanes = Math.min(Math.min(LANES, p), Math.max(1, most / ((long) n * r)));
        for (int lane = 1; lane < lanes; lane++) {
            others.add(CompletableFuture.runAsync(() -> mix(blocks, next)));
        }
        mix(blocks, next);
        others.forEach(CompletableFuture::join);
    }

    /** Blocks lie side by side, so threads do not meet. */
    private void mix(byte[] blocks, AtomicInteger next) {
        int block = next.getAndIncrement();
        if (block >= p) {
            return;
        }
        ScryptLane lane = new ScryptLane(n, r);
        for (; block < p; block = next.getAndIncrement()) {
            lane.mix(blocks, block);
        }
        lane.wipe();
    }

    /** PBKDF2 with HMAC-SHA-256 and one round, which is all that scrypt wants of it. */
    private static byte[] spread(byte[] password, byte[] salt, int length) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            // HMAC fills keys up with zeros, so no password is the same as a zero, which the JDK takes.
            mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, HMAC));
            byte[] spread = new byte[length];
            for (int done = 0, i = 1; done < length; done += mac.getMacLength(), i++) {
                mac.update(salt);
                mac.update(new byte[] {(byte) (i >> 24), (byte) (i >> 16), (byte) (i >> 8), (byte) i});
                byte[] part = mac.doFinal();
                System.arraycopy(part, 0, spread, done, Math.min(part.length, length - done));
            }
            return spread;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
        }
    }
}
