package packhouse.storage.format;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import packhouse.protocol.FileId;

/**
 * Writes JSON byte for byte as Go's encoder does, which restic uses: no white space; {@code "}, {@code \} and control characters
 * escaped, the usual ones in their short form; {@code <}, {@code >}, {@code &}, U+2028 and U+2029 as six characters, because Go
 * thinks of web pages; everything else as UTF-8; half a surrogate pair as {@code \ufffd}.
 */
final class GoJson {

    private static final int FIRST = 512;

    private byte[] bytes = new byte[FIRST];
    private int length;

    /** What is JSON already: brackets, names, members that were read. One byte for each character, up to U+00FF. */
    GoJson raw(String latin) {
        reserve(latin.length());
        byte[] added = latin.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(added, 0, bytes, length, added.length);
        length += added.length;
        return this;
    }

    GoJson string(String text) {
        raw("\"");
        text.codePoints().forEach(this::character);
        return raw("\"");
    }

    GoJson strings(List<String> texts) {
        String comma = "[";
        for (String text : texts) {
            raw(comma).string(text);
            comma = ",";
        }
        return raw(texts.isEmpty() ? "[]" : "]");
    }

    GoJson id(FileId id) {
        reserve(FileId.DIGITS + 2);
        bytes[length] = '"';
        id.writeHex(bytes, length + 1);
        bytes[length + 1 + FileId.DIGITS] = '"';
        length += FileId.DIGITS + 2;
        return this;
    }

    GoJson number(long number) {
        return raw(Long.toString(number));
    }

    GoJson time(OffsetDateTime time) {
        return raw('"' + GoTime.format(time) + '"');
    }

    private void character(int c) {
        switch (c) {
            case '"' -> raw("\\\"");
            case '\\' -> raw("\\\\");
            case '\b' -> raw("\\b");
            case '\f' -> raw("\\f");
            case '\n' -> raw("\\n");
            case '\r' -> raw("\\r");
            case '\t' -> raw("\\t");
            case '<', '>', '&', 0x2028, 0x2029 -> raw(unit(c));
            default -> raw(c < ' ' ? unit(c) : isSurrogate(c) ? "\\ufffd" : utf8(c));
        }
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static String utf8(int c) {
        return new String(Character.toString(c).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String unit(int c) {
        return String.format("\\u%04x", c);
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    /** What was written, a character for each byte. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
