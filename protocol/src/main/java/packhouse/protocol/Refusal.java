package packhouse.protocol;

import java.util.Optional;

/**
 * Why a request is turned down, as a value: a status, a sentence for people, and the header that the status calls for.
 *
 * <p>Over HTTP/1.1 the sentence becomes the reason phrase, because that is the one part of an answer that restic prints. It
 * never holds a secret, and only text of the server's own making. How clients react: 401, 403, 404 and 507 end restic's
 * retries at once, everything else is tried again (restic 0.19, {@code internal/backend/rest}).
 *
 * @param kind decides the status
 * @param detail one short line, without line breaks; the standard phrase where there is nothing to add
 * @param header an additional header of the answer
 */
public record Refusal(Kind kind, String detail, Optional<Header> header) {

    /** The statuses a request can be turned down with. */
    public enum Kind {
        /** Bytes or syntax that no request may have, or content that does not hash to its name. */
        BAD_REQUEST(400, "Bad Request"),
        /** Nobody, or somebody with a wrong password. */
        UNAUTHORIZED(401, "Unauthorized"),
        /** Somebody known who may not do this. */
        FORBIDDEN(403, "Forbidden"),
        /** No such file, repository or address; never the answer to the list of an existing repository. */
        NOT_FOUND(404, "Not Found"),
        /** The address exists, the method does not apply to it. */
        METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
        /** The client took too long to say what it wants. */
        REQUEST_TIMEOUT(408, "Request Timeout"),
        /** A body with neither a length nor chunks. */
        LENGTH_REQUIRED(411, "Length Required"),
        /** More bytes than any file of a repository may have. */
        CONTENT_TOO_LARGE(413, "Request Entity Too Large"),
        /** An address longer than any that this server answers. */
        URI_TOO_LONG(414, "Request URI Too Long"),
        /** A range outside of the file. */
        RANGE_NOT_SATISFIABLE(416, "Requested Range Not Satisfiable"),
        /** Headers beyond the limit. */
        HEADERS_TOO_LARGE(431, "Request Header Fields Too Large"),
        /** Trouble with the disk, or a bug; says nothing about whether a file exists. */
        INTERNAL(500, "Internal Server Error"),
        /** Too busy, or going down; worth another try. */
        UNAVAILABLE(503, "Service Unavailable"),
        /** The disk or a quota is full. */
        NO_SPACE(507, "Insufficient Storage");

        private final int status;
        private final String phrase;

        Kind(int status, String phrase) {
            this.status = status;
            this.phrase = phrase;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** The standard phrase, which is also the body of the answer. */
        public String phrase() {
            return phrase;
        }
    }

    /** A header of the answer. */
    public record Header(String name, String value) {}

    /** A refusal of this kind with nothing to add. */
    public static Refusal of(Kind kind) {
        return new Refusal(kind, kind.phrase, Optional.empty());
    }

    /** A refusal of this kind that says what exactly was wrong. */
    public static Refusal of(Kind kind, String detail) {
        return new Refusal(kind, detail, Optional.empty());
    }

    /** No such file, repository or address. */
    public static Refusal notFound() {
        return of(Kind.NOT_FOUND);
    }

    /**
     * The address exists, the method does not apply.
     *
     * @param allow the methods that do apply, as the {@code Allow} header lists them
     */
    public static Refusal methodNotAllowed(String allow) {
        return new Refusal(
                Kind.METHOD_NOT_ALLOWED, Kind.METHOD_NOT_ALLOWED.phrase, Optional.of(new Header("Allow", allow)));
    }

    /**
     * The range lies outside of the file.
     *
     * @param size the length of the file in bytes
     */
    public static Refusal rangeNotSatisfiable(long size) {
        return new Refusal(
                Kind.RANGE_NOT_SATISFIABLE,
                Kind.RANGE_NOT_SATISFIABLE.phrase,
                Optional.of(new Header("Content-Range", "bytes */" + size)));
    }

    /** The HTTP status. */
    public int status() {
        return kind.status;
    }
}
