package packhouse.storage.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The one-time MAC Poly1305 (RFC 8439, section 2.5): {@code ((c1 r^n + c2 r^(n-1) + ... + cn r) mod 2^130 - 5) + s mod 2^128} of a
 * message in blocks c. For one thread at a time.
 *
 * <p>Numbers are three limbs of 44, 44 and 42 bits, kept ten bits too high while they are multiplied: so the upper half of a product is what
 * lies above bit 44, and sums of products do not overflow. Two blocks at a time, {@code (h + c1) r² + c2 r}, share one reduction.
 *
 * <p>Our own because every byte of a repository goes through here, and the library's, with limbs of 26 bits, takes twice as long.
 */
final class Poly1305 {

    /** Bytes of a block, and of the MAC. */
    static final int BLOCK = 16;

    private static final int PAIR = 2 * BLOCK;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int HIGHER = 10;
    private static final long M44 = (1L << 44) - 1;
    private static final long M42 = (1L << 42) - 1;

    /** The bit behind the last byte of a block, in its third limb. */
    private static final long END = 1L << 40;

    private final byte[] rest = new byte[PAIR];
    private final long[] r = new long[5];
    private final long[] rr = new long[5];
    private int held;
    private long h0;
    private long h1;
    private long h2;
    private long s0;
    private long s1;

    /** Begins, with 16 bytes of r, of which the bits that must be zero are cleared, and 16 bytes of s. */
    void start(byte[] key) {
        long low = (long) LONG.get(key, 0) & 0x0fff_fffc_0fff_ffffL;
        long high = (long) LONG.get(key, 8) & 0x0fff_fffc_0fff_fffcL;
        s0 = (long) LONG.get(key, BLOCK);
        s1 = (long) LONG.get(key, BLOCK + 8);
        set(limb0(low), limb1(low, high), limb2(high));
        put(r);
        multiply();
        put(rr);
        set(0, 0, 0);
        held = 0;
    }

    private static long limb0(long low) {
        return low & M44;
    }

    private static long limb1(long low, long high) {
        return ((low >>> 44) | (high << 20)) & M44;
    }

    private static long limb2(long high) {
        return high >>> 24;
    }

    private void set(long limb0, long limb1, long limb2) {
        h0 = limb0;
        h1 = limb1;
        h2 = limb2;
    }

    /** The number as a factor: its limbs, and the upper two as they come back from above bit 130, five times and by two bits higher. */
    private void put(long[] factor) {
        factor[0] = h0 << HIGHER;
        factor[1] = h1 << HIGHER;
        factor[2] = h2 << HIGHER;
        factor[3] = (h1 * 20) << HIGHER;
        factor[4] = (h2 * 20) << HIGHER;
    }

    /** The next bytes of the message. */
    void update(byte[] message, int offset, int length) {
        int at = offset;
        int left = length;
        if (held > 0) {
            int count = Math.min(PAIR - held, left);
            System.arraycopy(message, at, rest, held, count);
            held += count;
            at += count;
            left -= count;
            if (held < PAIR) {
                return;
            }
            absorb(rest, 0, 1);
        }
        int pairs = left / PAIR;
        absorb(message, at, pairs);
        held = left - pairs * PAIR;
        System.arraycopy(message, at + pairs * PAIR, rest, 0, held);
    }

    /** Takes pairs of blocks. One method with local variables only, which stay in registers. */
    private void absorb(byte[] message, int offset, int pairs) {
        long a0 = rr[0];
        long a1 = rr[1];
        long a2 = rr[2];
        long a3 = rr[3];
        long a4 = rr[4];
        long b0 = r[0];
        long b1 = r[1];
        long b2 = r[2];
        long b3 = r[3];
        long b4 = r[4];
        long n0 = h0;
        long n1 = h1;
        long n2 = h2;
        for (int at = offset; at < offset + pairs * PAIR; at += PAIR) {
            long low = (long) LONG.get(message, at);
            long high = (long) LONG.get(message, at + 8);
            long x0 = (n0 + limb0(low)) << HIGHER;
            long x1 = (n1 + limb1(low, high)) << HIGHER;
            long x2 = (n2 + (limb2(high) | END)) << HIGHER;
            low = (long) LONG.get(message, at + BLOCK);
            high = (long) LONG.get(message, at + BLOCK + 8);
            long y0 = limb0(low) << HIGHER;
            long y1 = limb1(low, high) << HIGHER;
            long y2 = (limb2(high) | END) << HIGHER;
            n0 = low(x0, a0) + low(x1, a4) + low(x2, a3) + low(y0, b0) + low(y1, b4) + low(y2, b3);
            n1 = low(x0, a1) + low(x1, a0) + low(x2, a4) + low(y0, b1) + low(y1, b0) + low(y2, b4);
            n2 = low(x0, a2) + low(x1, a1) + low(x2, a0) + low(y0, b2) + low(y1, b1) + low(y2, b0);
            n1 += high(x0, a0) + high(x1, a4) + high(x2, a3) + high(y0, b0) + high(y1, b4) + high(y2, b3) + (n0 >>> 44);
            n2 += high(x0, a1) + high(x1, a0) + high(x2, a4) + high(y0, b1) + high(y1, b0) + high(y2, b4) + (n1 >>> 44);
            long above = high(x0, a2) + high(x1, a1) + high(x2, a0) + high(y0, b2) + high(y1, b1) + high(y2, b0);
            n0 = (n0 & M44) + 5 * ((above << 2) + (n2 >>> 42));
            n1 = (n1 & M44) + (n0 >>> 44);
            n0 &= M44;
            n2 &= M42;
        }
        set(n0, n1, n2);
    }

    /** The number times r. */
    private void multiply() {
        long x0 = h0 << HIGHER;
        long x1 = h1 << HIGHER;
        long x2 = h2 << HIGHER;
        long sum0 = low(x0, r[0]) + low(x1, r[4]) + low(x2, r[3]);
        long sum1 = low(x0, r[1]) + low(x1, r[0]) + low(x2, r[4]);
        long sum2 = low(x0, r[2]) + low(x1, r[1]) + low(x2, r[0]);
        sum1 += high(x0, r[0]) + high(x1, r[4]) + high(x2, r[3]) + (sum0 >>> 44);
        sum2 += high(x0, r[1]) + high(x1, r[0]) + high(x2, r[4]) + (sum1 >>> 44);
        long above = high(x0, r[2]) + high(x1, r[1]) + high(x2, r[0]);
        sum0 = (sum0 & M44) + 5 * ((above << 2) + (sum2 >>> 42));
        set(sum0 & M44, (sum1 & M44) + (sum0 >>> 44), sum2 & M42);
    }

    /** The lower 44 bits of a product. */
    private static long low(long x, long y) {
        return (x * y) >>> (2 * HIGHER);
    }

    /** What lies above them. */
    private static long high(long x, long y) {
        return Math.multiplyHigh(x, y);
    }

    /** Ends the message and writes its MAC. */
    void finish(byte[] target, int offset) {
        int at = 0;
        for (; held - at >= BLOCK; at += BLOCK) {
            addBlock(at, END);
        }
        if (held > at) {
            Arrays.fill(rest, held, PAIR, (byte) 0);
            rest[held] = 1;
            addBlock(at, 0);
        }
        settle();
        long low = h0 | (h1 << 44);
        long high = (h1 >>> 20) | (h2 << 24);
        long sum = low + s0;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        LONG.set(target, offset, sum);
        LONG.set(target, offset + 8, high + s1 + carry);
    }

    private void addBlock(int at, long end) {
        long low = (long) LONG.get(rest, at);
        long high = (long) LONG.get(rest, at + 8);
        set(h0 + limb0(low), h1 + limb1(low, high), h2 + (limb2(high) | end));
        multiply();
    }

    /** Makes each limb as short as it should be, and the number less than 2^130 - 5. */
    private void settle() {
        for (int i = 0; i < 2; i++) {
            h2 += h1 >>> 44;
            h1 &= M44;
            h0 += 5 * (h2 >>> 42);
            h2 &= M42;
            h1 += h0 >>> 44;
            h0 &= M44;
        }
        long g0 = h0 + 5;
        long g1 = h1 + (g0 >>> 44);
        long g2 = h2 + (g1 >>> 44);
        long above = -(g2 >>> 42);
        set(choose(above, g0 & M44, h0), choose(above, g1 & M44, h1), choose(above, g2 & M42, h2));
    }

    /** One of two: the first where {@code first} is all ones, the other where it is zero. */
    private static long choose(long first, long one, long other) {
        return other ^ (first & (one ^ other));
    }
}
