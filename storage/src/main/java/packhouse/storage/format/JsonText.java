package packhouse.storage.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The beginning of a string, in UTF-8: what is longer than the limit is cut off and forgotten, however long it is. */
final class JsonText {

    private static final int FIRST = 32;

    /** The bits that begin a character in UTF-8, by how many bytes follow. */
    private static final int[] LEADS = {0, 0xc0, 0xe0, 0xf0};

    private final int max;
    private final byte[] character = new byte[4];
    private byte[] bytes;
    private int length;
    private boolean cut;

    /** Holds no more than {@code max} bytes. */
    JsonText(int max) {
        this.max = max;
        this.bytes = new byte[Math.min(FIRST, max)];
    }

    void clear() {
        length = 0;
        cut = false;
    }

    void add(byte[] from, int offset, int count) {
        int taken = Math.min(count, max - length);
        cut |= taken < count;
        if (taken > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + taken, Math.min(max, 2 * bytes.length)));
        }
        System.arraycopy(from, offset, bytes, length, taken);
        length += taken;
    }

    void add(int codePoint) {
        int more = codePoint < 0x80 ? 0 : codePoint < 0x800 ? 1 : codePoint < 0x1_0000 ? 2 : 3;
        for (int i = more, rest = codePoint; i > 0; i--, rest >>= 6) {
            character[i] = (byte) (0x80 | (rest & 0x3f));
        }
        character[0] = (byte) (LEADS[more] | (codePoint >> (6 * more)));
        add(character, 0, more + 1);
    }

    /** Whether there was more than the limit. */
    boolean isCut() {
        return cut;
    }

    boolean isEmpty() {
        return length == 0 && !cut;
    }

    /** Whether it is exactly this. */
    boolean is(byte[] utf8) {
        return !cut && Arrays.equals(bytes, 0, length, utf8, 0, utf8.length);
    }

    /** For people: an ellipsis stands for what was cut off. Bytes that are not UTF-8 become U+FFFD, as in restic. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8) + (cut ? "…" : "");
    }
}
