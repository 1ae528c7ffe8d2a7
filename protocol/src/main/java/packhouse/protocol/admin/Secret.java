package packhouse.protocol.admin;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A repository password in bytes, as its key files want it; whoever made it wipes it by closing it. Prints as nothing. */
public final class Secret implements AutoCloseable {

    /** Of UTF-8; a pair of chars needs four together. */
    private static final int MAX_BYTES_OF_CHAR = 3;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] bytes;

    /** Takes the array over. */
    public Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The content of a password file as restic reads it: without the white space around it and the mark that some editors put before it.
     * The array is wiped.
     */
    public static Secret ofFile(byte[] content) {
        boolean marked = content.length >= 3
                && content[0] == BYTE_ORDER_MARK[0]
                && content[1] == BYTE_ORDER_MARK[1]
                && content[2] == BYTE_ORDER_MARK[2];
        int from = marked ? BYTE_ORDER_MARK.length : 0;
        int to = content.length;
        while (from < to && isSpace(content[from])) {
            from++;
        }
        while (from < to && isSpace(content[to - 1])) {
            to--;
        }
        Secret secret = new Secret(Arrays.copyOfRange(content, from, to));
        Arrays.fill(content, (byte) 0);
        return secret;
    }

    private static boolean isSpace(byte sign) {
        return sign == ' ' || (sign >= '\t' && sign <= '\r');
    }

    /** Text in UTF-8. The text stays as it is; whoever has it wipes it. */
    public static Secret of(char[] text, int offset, int length) {
        ByteBuffer buffer = ByteBuffer.allocate(length * MAX_BYTES_OF_CHAR);
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
        encoder.encode(CharBuffer.wrap(text, offset, length), buffer, true);
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
        Arrays.fill(buffer.array(), (byte) 0);
        return new Secret(bytes);
    }

    /** The bytes themselves, not a copy: copies would not be wiped. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
