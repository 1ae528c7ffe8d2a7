package packhouse.storage.format;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The same text many times, made as it is read. */
final class Repeated extends InputStream {

    private final byte[] bytes;
    private long left;

    Repeated(String text, long times) {
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
        this.left = times * bytes.length;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("byte by byte");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        int count = (int) Math.min(left, length);
        int at = (int) (-left % bytes.length + bytes.length) % bytes.length;
        for (int i = 0; i < count; i++) {
            target[offset + i] = bytes[at];
            at = at + 1 == bytes.length ? 0 : at + 1;
        }
        left -= count;
        return count;
    }
}
