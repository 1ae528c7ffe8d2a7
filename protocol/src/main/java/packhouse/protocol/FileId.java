package packhouse.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The name of a stored file: the SHA-256 of its content, 32 bytes, written as 64 lower-case hexadecimal digits.
 *
 * <p>Held as four longs so that a list of a hundred thousand names stays small and compares without following pointers.
 * The order is that of the hexadecimal text.
 */
public record FileId(long a, long b, long c, long d) implements Comparable<FileId> {

    /** Bytes in a digest. */
    public static final int BYTES = 32;

    /** Digits in the printed form. */
    public static final int DIGITS = 64;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** The id that the text spells, or empty unless it is exactly 64 lower-case hexadecimal digits. */
    public static Optional<FileId> parse(CharSequence text) {
        if (text.length() != DIGITS) {
            return Optional.empty();
        }
        long[] words = new long[4];
        for (int i = 0; i < DIGITS; i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            words[i >> 4] = (words[i >> 4] << 4) | digit;
        }
        return Optional.of(new FileId(words[0], words[1], words[2], words[3]));
    }

    /** The id whose digest this is. */
    public static FileId of(byte[] digest) {
        if (digest.length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + digest.length);
        }
        return new FileId(word(digest, 0), word(digest, 8), word(digest, 16), word(digest, 24));
    }

    private static long word(byte[] bytes, int from) {
        long word = 0;
        for (int i = 0; i < 8; i++) {
            word = (word << 8) | (bytes[from + i] & 0xff);
        }
        return word;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    /** The first byte of the digest: the number of the folder that holds a pack, 0 to 255. */
    public int firstByte() {
        return (int) (a >>> 56);
    }

    /** Writes the 64 digits into {@code target} from {@code offset} on. */
    public void writeHex(byte[] target, int offset) {
        writeWord(a, target, offset);
        writeWord(b, target, offset + 16);
        writeWord(c, target, offset + 32);
        writeWord(d, target, offset + 48);
    }

    private static void writeWord(long word, byte[] target, int offset) {
        for (int i = 0; i < 16; i++) {
            target[offset + i] = HEX[(int) (word >>> (60 - 4 * i)) & 15];
        }
    }

    @Override
    public int compareTo(FileId other) {
        if (a != other.a) {
            return Long.compareUnsigned(a, other.a);
        }
        if (b != other.b) {
            return Long.compareUnsigned(b, other.b);
        }
        return c != other.c ? Long.compareUnsigned(c, other.c) : Long.compareUnsigned(d, other.d);
    }

    /** A digest is already evenly spread: its first word is as good a hash as any. */
    @Override
    public int hashCode() {
        return Long.hashCode(a);
    }

    @Override
    public String toString() {
        byte[] text = new byte[DIGITS];
        writeHex(text, 0);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
