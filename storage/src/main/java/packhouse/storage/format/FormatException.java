package packhouse.storage.format;

import java.io.IOException;

/**
 * Bytes that do not follow the repository format. The message names the file, the offset within it and what is wrong; it carries
 * no stack trace, because what failed is the file and not the program.
 */
public abstract sealed class FormatException extends IOException {

    private static final long serialVersionUID = 1;

    private final String file;
    private final long offset;
    private final String what;

    FormatException(String file, long offset, String what) {
        super(file + ": " + what + (offset < 0 ? "" : " (at byte " + offset + ")"));
        this.file = file;
        this.offset = offset;
        this.what = what;
    }

    /** The file, as {@link Source#name} called it. */
    public String file() {
        return file;
    }

    /** What is wrong, without the name of the file. */
    public String what() {
        return what;
    }

    /** Where in the stored file, in bytes; where in the plaintext if that is JSON and broken; -1 if it is the file as a whole. */
    public long offset() {
        return offset;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** Damaged, cut off or never of this format. */
    public static final class Corrupt extends FormatException {
        private static final long serialVersionUID = 1;

        /** What is wrong with the file at {@code offset}, -1 for the whole. */
        public Corrupt(String file, long offset, String what) {
            super(file, offset, what);
        }
    }

    /** Of a version that no client still in use writes. */
    public static final class TooOld extends FormatException {
        private static final long serialVersionUID = 1;

        /** What is too old in the file at {@code offset}, -1 for the whole. */
        public TooOld(String file, long offset, String what) {
            super(file, offset, what);
        }
    }

    /** Of a version that came after this program. */
    public static final class TooNew extends FormatException {
        private static final long serialVersionUID = 1;

        /** What is too new in the file at {@code offset}, -1 for the whole. */
        public TooNew(String file, long offset, String what) {
            super(file, offset, what);
        }
    }
}
