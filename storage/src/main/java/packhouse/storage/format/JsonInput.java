package packhouse.storage.format;

import java.io.IOException;
import java.io.InputStream;

/**
 * A JSON document as bytes that come and go: a window moves over it, so its length costs no memory. The window lies open, because
 * whoever scans it looks at each byte once and a call for each would cost more than the look.
 */
final class JsonInput {

    /** Bytes in the window: more than any token that must be seen as a whole, little enough to be made for every small tree. */
    private static final int WINDOW = 16 << 10;

    final byte[] window;

    /** The next byte to look at, and the end of what has been read. */
    int at;

    int end;

    private final InputStream in;
    private final String file;
    private long gone;

    JsonInput(InputStream in, String file) {
        this.in = in;
        this.file = file;
        this.window = new byte[WINDOW];
    }

    /** A part of a document, which begins there at {@code position}. The array is its window, and nobody else's from now on. */
    JsonInput(byte[] part, String file, long position) {
        this.in = InputStream.nullInputStream();
        this.file = file;
        this.window = part;
        this.end = part.length;
        this.gone = position;
    }

    /** Whether {@code bytes} more, {@link #WINDOW} at most, are in the window; if not, the document ends before. */
    boolean has(int bytes) throws IOException {
        return end - at >= bytes || fill(bytes);
    }

    private boolean fill(int bytes) throws IOException {
        System.arraycopy(window, at, window, 0, end - at);
        gone += at;
        end -= at;
        at = 0;
        while (end < bytes) {
            int read = end == window.length ? -1 : in.read(window, end, window.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    /** The next byte, which stays; -1 at the end. */
    int peek() throws IOException {
        return has(1) ? window[at] & 0xff : -1;
    }

    /** The next byte that is no white space, which stays; -1 at the end. */
    int peekToken() throws IOException {
        while (true) {
            int next = peek();
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next;
            }
            at++;
        }
    }

    /** Takes this byte, after white space, or says what else it found. */
    void expect(char wanted) throws IOException {
        if (peekToken() != wanted) {
            throw broken("wanted " + wanted);
        }
        at++;
    }

    /** Takes these bytes. */
    void expect(String ascii) throws IOException {
        for (int i = 0; i < ascii.length(); i++) {
            if (peek() != ascii.charAt(i)) {
                throw broken("wanted " + ascii);
            }
            at++;
        }
    }

    /** How many bytes of the document lie before the next one. */
    long position() {
        return gone + at;
    }

    /** What to throw if the next byte should be another. */
    FormatException broken(String what) {
        return new FormatException.Corrupt(file, position(), "its JSON is broken: " + what);
    }

    /** The name of the file, for errors that are not about the next byte. */
    String file() {
        return file;
    }
}
