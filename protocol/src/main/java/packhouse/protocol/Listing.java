package packhouse.protocol;

import java.nio.charset.StandardCharsets;

/**
 * The two forms of a list answer, and how its JSON is written.
 *
 * <pre>
 * v1 = "[" [ '"' id '"' *( "," '"' id '"' ) ] "]"
 * v2 = "[" [ entry *( "," entry ) ] "]"
 * entry = '{"name":"' id '","size":' decimal "}"
 * </pre>
 *
 * <p>restic compares the {@code Content-Type} letter by letter and falls back to v1, which then fails, on any difference; so no
 * charset parameter is added.
 */
public enum Listing {
    V1("application/vnd.x.restic.rest.v1"),
    V2("application/vnd.x.restic.rest.v2");

    /** Most bytes one entry takes with its comma: the 64 digits, a 19-digit size and the words around them. */
    public static final int MAX_ENTRY_BYTES = 1 + 10 + FileId.DIGITS + 9 + 19 + 1;

    private static final byte[] NAME = "{\"name\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SIZE = "\",\"size\":".getBytes(StandardCharsets.US_ASCII);

    private final String contentType;

    Listing(String contentType) {
        this.contentType = contentType;
    }

    /** What a client wants that sent this {@code Accept} value (empty for none): v2 only if it says exactly so. */
    public static Listing negotiate(String accept) {
        return accept.equals(V2.contentType) ? V2 : V1;
    }

    /** The exact value of the answer's {@code Content-Type}. */
    public String contentType() {
        return contentType;
    }

    /** Bytes of the entry without a comma, so that the length of a whole answer is known before it is written. */
    public int entryBytes(long size) {
        return this == V1 ? FileId.DIGITS + 2 : NAME.length + FileId.DIGITS + SIZE.length + digits(size) + 1;
    }

    /**
     * Writes one entry without a comma.
     *
     * @param target has {@link #MAX_ENTRY_BYTES} left from {@code offset} on
     * @return the offset behind the entry
     */
    public int writeEntry(FileId id, long size, byte[] target, int offset) {
        if (this == V1) {
            target[offset] = '"';
            id.writeHex(target, offset + 1);
            target[offset + 1 + FileId.DIGITS] = '"';
            return offset + FileId.DIGITS + 2;
        }
        int at = put(NAME, target, offset);
        id.writeHex(target, at);
        at = put(SIZE, target, at + FileId.DIGITS);
        int end = at + digits(size);
        long rest = size;
        for (int i = end - 1; i >= at; i--) {
            target[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        target[end] = '}';
        return end + 1;
    }

    private static int put(byte[] text, byte[] target, int offset) {
        System.arraycopy(text, 0, target, offset, text.length);
        return offset + text.length;
    }

    private static int digits(long size) {
        int digits = 1;
        for (long rest = size / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
