package packhouse.storage.format;

import java.io.IOException;
import java.io.InputStream;
import packhouse.protocol.FileId;

/**
 * Reads a JSON document (RFC 8259) front to back as its caller asks for it, holding nothing of it. It takes what Go's decoder
 * takes, because that is what clients go by: names in any case, half pairs of surrogates, bytes that are not UTF-8.
 *
 * <p>Why not Jackson: it keeps every string it meets, and a hostile tree may have one of 4 GiB; and ids, nearly all that an index
 * consists of, are decoded here where they lie.
 */
final class JsonReader {

    /** Restic nests five deep; attributes of other systems are free to nest deeper, but each level costs a stack frame here. */
    private static final int MAX_DEPTH = 256;

    private final JsonInput in;
    private final JsonStrings strings;
    private final JsonNumbers numbers;
    private int depth;
    private boolean fresh;
    private String name = JsonNames.UNKNOWN;

    JsonReader(InputStream in, String file) {
        this(new JsonInput(in, file));
    }

    JsonReader(JsonInput in) {
        this.in = in;
        this.strings = new JsonStrings(in);
        this.numbers = new JsonNumbers(in);
    }

    /** An object begins; {@link #nextMember} follows until there is none. */
    void beginObject() throws IOException {
        begin('{');
    }

    /** An array begins; {@link #nextElement} follows until there is none. */
    void beginArray() throws IOException {
        begin('[');
    }

    private void begin(char bracket) throws IOException {
        in.expect(bracket);
        if (++depth > MAX_DEPTH) {
            throw in.broken("nested deeper than " + MAX_DEPTH);
        }
        fresh = true;
    }

    /** Whether the object has one more member; its value is to be read or skipped next. */
    boolean nextMember(JsonNames names) throws IOException {
        if (!next('}')) {
            return false;
        }
        name = strings.name(names);
        in.expect(':');
        return true;
    }

    /** Whether the object has one more member, and what it is called; its value is to be read or skipped next. */
    boolean nextMember(JsonText called) throws IOException {
        if (!next('}')) {
            return false;
        }
        strings.text(called);
        in.expect(':');
        return true;
    }

    /** The name of the member, as the given names spell it. */
    String name() {
        return name;
    }

    /** Whether the array has one more element, which is to be read or skipped next. */
    boolean nextElement() throws IOException {
        return next(']');
    }

    private boolean next(char bracket) throws IOException {
        if (in.peekToken() == bracket) {
            in.at++;
            depth--;
            fresh = false;
            return false;
        }
        if (!fresh) {
            in.expect(',');
        }
        fresh = false;
        return true;
    }

    /** Nothing but white space may follow. */
    void end() throws IOException {
        if (in.peekToken() >= 0) {
            throw in.broken("more after its end");
        }
    }

    /** Takes {@code null} if it stands next. */
    boolean tryNull() throws IOException {
        if (in.peekToken() != 'n') {
            return false;
        }
        in.expect("null");
        return true;
    }

    boolean bool() throws IOException {
        boolean value = in.peekToken() == 't';
        in.expect(value ? "true" : "false");
        return value;
    }

    FileId id() throws IOException {
        return strings.id();
    }

    /** A string, as much of it as {@code into} holds. */
    void text(JsonText into) throws IOException {
        strings.text(into);
    }

    /** A number from 0 to {@code max}, which is 9 or more, without fraction or exponent. */
    long number(long max) throws IOException {
        return numbers.number(max);
    }

    /** Passes over a value of any kind and length. */
    void skip() throws IOException {
        switch (in.peekToken()) {
            case '{' -> skipObject();
            case '[' -> skipArray();
            case '"' -> strings.skip();
            case 't', 'f' -> bool();
            case 'n' -> tryNull();
            default -> numbers.skip();
        }
    }

    private void skipObject() throws IOException {
        beginObject();
        while (next('}')) {
            strings.skip();
            in.expect(':');
            skip();
        }
    }

    private void skipArray() throws IOException {
        beginArray();
        while (nextElement()) {
            skip();
        }
    }

    /** What to throw if what was just read makes no sense. */
    FormatException wrong(String what) {
        return new FormatException.Corrupt(in.file(), in.position(), what);
    }

    /** The first byte that is no white space, which stays; -1 if there is none. */
    int peek() throws IOException {
        return in.peekToken();
    }

    /** How many bytes of the document have been read. */
    long position() {
        return in.position();
    }
}
