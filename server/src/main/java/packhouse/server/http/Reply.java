package packhouse.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import packhouse.protocol.Refusal;

/**
 * A small answer, complete in memory. Success of create, save and delete is exactly 200 with an empty body: restic takes 201 and
 * 204 for failures (rest-protocol, section 5).
 *
 * @param status the HTTP status
 * @param phrase the reason phrase of HTTP/1.1, which restic prints
 * @param headers besides {@code Date} and {@code Content-Length}
 * @param length value of {@code Content-Length}; for answers to HEAD it differs from the length of the body
 */
record Reply(int status, String phrase, List<Refusal.Header> headers, long length, ByteBuffer body) {

    private static final Refusal.Header TEXT = new Refusal.Header("Content-Type", "text/plain; charset=utf-8");
    static final Refusal.Header NO_SNIFF = new Refusal.Header("X-Content-Type-Options", "nosniff");

    /** Done. */
    static Reply ok() {
        return new Reply(200, "OK", List.of(), 0, ByteBuffer.allocate(0));
    }

    /** The answer to HEAD: there is a file of this many bytes. */
    static Reply size(long size) {
        return new Reply(200, "OK", List.of(), size, ByteBuffer.allocate(0));
    }

    /** A page for people or machines. */
    static Reply page(String contentType, byte[] body) {
        return new Reply(
                200,
                "OK",
                List.of(new Refusal.Header("Content-Type", contentType), NO_SNIFF),
                body.length,
                ByteBuffer.wrap(body));
    }

    /** Turned down. */
    static Reply of(Refusal refusal) {
        byte[] body = (refusal.kind().phrase() + "\n").getBytes(StandardCharsets.US_ASCII);
        List<Refusal.Header> headers =
                refusal.header().map(header -> List.of(TEXT, NO_SNIFF, header)).orElse(List.of(TEXT, NO_SNIFF));
        return new Reply(refusal.status(), printable(refusal.detail()), headers, body.length, ByteBuffer.wrap(body));
    }

    /** A detail may hold a user's name in any script; a reason phrase holds visible ASCII and blanks (RFC 9112 section 4). */
    private static String printable(String detail) {
        StringBuilder phrase = new StringBuilder(detail.length());
        for (int i = 0; i < detail.length(); i++) {
            char c = detail.charAt(i);
            phrase.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return phrase.toString();
    }

    boolean isError() {
        return status >= 400;
    }
}
