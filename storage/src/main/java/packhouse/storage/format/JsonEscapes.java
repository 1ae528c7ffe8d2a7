package packhouse.storage.format;

import java.io.IOException;

/** Characters of a JSON string that are written with a backslash. */
final class JsonEscapes {

    private static final int REPLACEMENT = 0xfffd;

    /** Bytes of an escaped unit of UTF-16. */
    private static final int UNIT = 6;

    private final JsonInput in;

    JsonEscapes(JsonInput in) {
        this.in = in;
    }

    /** Takes the escape that stands next, from its backslash on. */
    void read(JsonText into) throws IOException {
        int escaped = in.has(2) ? in.window[in.at + 1] : -1;
        if (escaped == 'u') {
            into.add(codePoint());
            return;
        }
        int which = "\"\\/bfnrt".indexOf(escaped);
        if (which < 0) {
            throw in.broken("an escape that JSON does not know");
        }
        into.add("\"\\/\b\f\n\r\t".charAt(which));
        in.at += 2;
    }

    /** One or two escaped units; half a pair becomes U+FFFD, as in restic. */
    private int codePoint() throws IOException {
        char high = unit();
        if (!Character.isSurrogate(high)) {
            return high;
        }
        if (Character.isLowSurrogate(high) || !in.has(2) || in.window[in.at] != '\\' || in.window[in.at + 1] != 'u') {
            return REPLACEMENT;
        }
        char low = unit();
        if (Character.isLowSurrogate(low)) {
            return Character.toCodePoint(high, low);
        }
        in.at -= UNIT;
        return REPLACEMENT;
    }

    private char unit() throws IOException {
        if (!in.has(UNIT)) {
            throw in.broken("it ends within an escape");
        }
        int unit = 0;
        for (int i = 2; i < UNIT; i++) {
            int digit = Character.digit(in.window[in.at + i], 16);
            if (digit < 0) {
                throw in.broken("an escape without four digits");
            }
            unit = unit << 4 | digit;
        }
        in.at += UNIT;
        return (char) unit;
    }
}
