package packhouse.storage.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * The part of scrypt that costs time and memory, RFC 7914, sections 3 to 5: it fills a memory of 128 N r bytes with what a block becomes
 * step by step, and then walks through it, each step deciding where the next one looks. For one thread at a time; one memory is
 * enough for any number of blocks.
 *
 * <p>Our own because the library's needs three times as long, and half a second is what a person waits for at each command.
 */
final class ScryptLane {

    /** Ints of a block of Salsa20. */
    private static final int BLOCK = 16;

    /** Double rounds of Salsa20/8. */
    private static final int DOUBLE_ROUNDS = 4;

    private final int n;
    private final int width;
    private final int[] memory;
    private int[] x;
    private int[] y;

    /** With room for blocks of {@code 128 r} bytes, {@code n} times. */
    ScryptLane(int n, int r) {
        this.n = n;
        this.width = 2 * r * BLOCK;
        this.memory = new int[n * width];
        this.x = new int[width];
        this.y = new int[width];
    }

    /** Mixes the block of this number in place. */
    void mix(byte[] blocks, int number) {
        IntBuffer block = ByteBuffer.wrap(blocks, number * width * Integer.BYTES, width * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
        block.get(0, x);
        for (int i = 0; i < n; i++) {
            System.arraycopy(x, 0, memory, i * width, width);
            step();
        }
        for (int i = 0; i < n; i++) {
            // The first int of the last block of Salsa20, modulo a power of two.
            add((x[width - BLOCK] & (n - 1)) * width);
            step();
        }
        block.put(0, x);
    }

    private void add(int from) {
        for (int i = 0; i < width; i++) {
            x[i] ^= memory[from + i];
        }
    }

    /** Salsa20/8 over all blocks, each mixed with the one before; the even ones go to the first half, the odd ones to the second. */
    private void step() {
        int half = width / 2;
        int last = width - BLOCK;
        int[] before = x;
        for (int at = 0; at < width; at += 2 * BLOCK) {
            salsa(x, at, before, last, y, at / 2);
            salsa(x, at + BLOCK, y, at / 2, y, half + at / 2);
            before = y;
            last = half + at / 2;
        }
        int[] mixed = y;
        y = x;
        x = mixed;
    }

    /** Salsa20/8 of the two blocks laid over each other. Local variables only, so that they may lie in registers. */
    private static void salsa(int[] one, int i, int[] other, int j, int[] to, int k) {
        for (int word = 0; word < BLOCK; word++) {
            to[k + word] = one[i + word] ^ other[j + word];
        }
        int a = to[k];
        int b = to[k + 1];
        int c = to[k + 2];
        int d = to[k + 3];
        int e = to[k + 4];
        int f = to[k + 5];
        int g = to[k + 6];
        int h = to[k + 7];
        int l = to[k + 8];
        int m = to[k + 9];
        int n = to[k + 10];
        int o = to[k + 11];
        int p = to[k + 12];
        int q = to[k + 13];
        int r = to[k + 14];
        int s = to[k + 15];
        for (int round = 0; round < DOUBLE_ROUNDS; round++) {
            e ^= Integer.rotateLeft(a + p, 7);
            l ^= Integer.rotateLeft(e + a, 9);
            p ^= Integer.rotateLeft(l + e, 13);
            a ^= Integer.rotateLeft(p + l, 18);
            m ^= Integer.rotateLeft(f + b, 7);
            q ^= Integer.rotateLeft(m + f, 9);
            b ^= Integer.rotateLeft(q + m, 13);
            f ^= Integer.rotateLeft(b + q, 18);
            r ^= Integer.rotateLeft(n + g, 7);
            c ^= Integer.rotateLeft(r + n, 9);
            g ^= Integer.rotateLeft(c + r, 13);
            n ^= Integer.rotateLeft(g + c, 18);
            d ^= Integer.rotateLeft(s + o, 7);
            h ^= Integer.rotateLeft(d + s, 9);
            o ^= Integer.rotateLeft(h + d, 13);
            s ^= Integer.rotateLeft(o + h, 18);
            b ^= Integer.rotateLeft(a + d, 7);
            c ^= Integer.rotateLeft(b + a, 9);
            d ^= Integer.rotateLeft(c + b, 13);
            a ^= Integer.rotateLeft(d + c, 18);
            g ^= Integer.rotateLeft(f + e, 7);
            h ^= Integer.rotateLeft(g + f, 9);
            e ^= Integer.rotateLeft(h + g, 13);
            f ^= Integer.rotateLeft(e + h, 18);
            o ^= Integer.rotateLeft(n + m, 7);
            l ^= Integer.rotateLeft(o + n, 9);
            m ^= Integer.rotateLeft(l + o, 13);
            n ^= Integer.rotateLeft(m + l, 18);
            p ^= Integer.rotateLeft(s + r, 7);
            q ^= Integer.rotateLeft(p + s, 9);
            r ^= Integer.rotateLeft(q + p, 13);
            s ^= Integer.rotateLeft(r + q, 18);
        }
        to[k] += a;
        to[k + 1] += b;
        to[k + 2] += c;
        to[k + 3] += d;
        to[k + 4] += e;
        to[k + 5] += f;
        to[k + 6] += g;
        to[k + 7] += h;
        to[k + 8] += l;
        to[k + 9] += m;
        to[k + 10] += n;
        to[k + 11] += o;
        to[k + 12] += p;
        to[k + 13] += q;
        to[k + 14] += r;
        to[k + 15] += s;
    }

    /** Overwrites what the password left behind. */
    void wipe() {
        Arrays.fill(memory, 0);
        Arrays.fill(x, 0);
        Arrays.fill(y, 0);
    }
}
