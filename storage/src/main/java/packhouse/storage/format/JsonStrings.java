package packhouse.storage.format;

import java.io.IOException;
import java.util.Arrays;
import packhouse.protocol.FileId;

/** The strings of a JSON document: names, ids and texts, with their escapes, and those that nobody wants. */
final class JsonStrings {

    private static final byte[] DIGITS = digits();

    private final JsonInput in;
    private final JsonEscapes escapes;
    private final JsonText name = new JsonText(JsonNames.MAX);
    private final JsonText nothing = new JsonText(0);

    JsonStrings(JsonInput in) {
        this.in = in;
        this.escapes = new JsonEscapes(in);
    }

    private static byte[] digits() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int value = 0; value < 16; value++) {
            values[Character.forDigit(value, 16)] = (byte) value;
        }
        return values;
    }

    /** A string of 64 lower-case digits. */
    FileId id() throws IOException {
        in.expect('"');
        if (!in.has(FileId.DIGITS + 1) || in.window[in.at + FileId.DIGITS] != '"') {
            throw in.broken("wanted an id of 64 digits");
        }
        FileId id = new FileId(word(0), word(16), word(32), word(48));
        in.at += FileId.DIGITS + 1;
        return id;
    }

    private long word(int from) throws IOException {
        byte[] window = in.window;
        int at = in.at + from;
        long word = 0;
        int wrong = 0;
        for (int i = 0; i < 16; i++) {
            int digit = DIGITS[window[at + i] & 0xff];
            wrong |= digit;
            word = word << 4 | digit;
        }
        if (wrong < 0) {
            throw in.broken("wanted an id of lower-case digits");
        }
        return word;
    }

    /** Which of the names the string is. */
    String name(JsonNames names) throws IOException {
        in.expect('"');
        in.has(JsonNames.MAX + 1);
        int last = Math.min(in.end, in.at + JsonNames.MAX + 1);
        for (int to = in.at; to < last; to++) {
            byte b = in.window[to];
            if (b == '"') {
                String found = names.find(in.window, in.at, to);
                in.at = to + 1;
                return found;
            }
            if (b == '\\' || b < ' ') {
                break;
            }
        }
        rest(name);
        return names.find(name.toString());
    }

    /** A string, as much of it as {@code into} holds. */
    void text(JsonText into) throws IOException {
        in.expect('"');
        rest(into);
    }

    /** Passes over a string of any length. */
    void skip() throws IOException {
        text(nothing);
    }

    private void rest(JsonText into) throws IOException {
        into.clear();
        while (true) {
            int next = in.peek();
            if (next < ' ') {
                throw in.broken(next < 0 ? "it ends within a string" : "a control character in a string");
            }
            if (next == '"') {
                in.at++;
                return;
            }
            if (next == '\\') {
                escapes.read(into);
            } else {
                int run = run();
                into.add(in.window, in.at, run);
                in.at += run;
            }
        }
    }

    /** How many bytes from here on, within the window, stand for themselves. */
    private int run() {
        byte[] window = in.window;
        int end = in.end;
        int to = in.at;
        while (to < end && window[to] != '"' && window[to] != '\\' && (window[to] & 0xff) >= ' ') {
            to++;
        }
        return to - in.at;
    }
}
