package packhouse.server.http;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import packhouse.protocol.Refusal;
import packhouse.protocol.Refusal.Kind;

/** What makes a request unanswerable before anybody asks what it is about (RFC 9112). Each refusal ends the connection. */
final class RequestCheck {

    private RequestCheck() {}

    static Optional<Refusal> objection(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(unreadable(request.decoderResult().cause()));
        }
        HttpHeaders headers = request.headers();
        boolean modern = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || (modern && hosts.isEmpty())) {
            return bad("a request needs one Host header");
        }
        List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (encodings.isEmpty()) {
            return length(request).isPresent() || !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                    ? Optional.empty()
                    : bad("Content-Length is not a number");
        }
        if (encodings.size() > 1 || !encodings.get(0).equalsIgnoreCase(HttpHeaderValues.CHUNKED.toString())) {
            return bad("the only transfer coding is chunked");
        }
        return headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                ? bad("Content-Length and chunks at once")
                : Optional.empty();
    }

    /** Why the body of an upload is not wanted, empty if it is. {@code stream}: HTTP/2, where a body needs no length. */
    static Optional<Refusal> objectionToUpload(HttpRequest request, boolean stream) {
        OptionalLong length = length(request);
        if (length.isEmpty() && !stream && !isChunked(request)) {
            return Optional.of(Refusal.of(Kind.LENGTH_REQUIRED));
        }
        return length.orElse(0) > Limits.FILE_BYTES
                ? Optional.of(Refusal.of(Kind.CONTENT_TOO_LARGE))
                : Optional.empty();
    }

    /** Whether the body is so short, and on its way, that reading it is less trouble than ending the connection. */
    static boolean hasShortBody(HttpRequest request) {
        return !HttpUtil.is100ContinueExpected(request)
                && !isChunked(request)
                && length(request).orElse(0) <= Limits.NEEDLESS_BODY_BYTES;
    }

    static boolean isChunked(HttpRequest request) {
        return request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    /** The declared length of the body; empty if there is none, or it is no number. */
    static OptionalLong length(HttpRequest request) {
        String value = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        if (value == null
                || value.isEmpty()
                || value.length() > 18
                || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(value));
    }

    private static Refusal unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Refusal.of(Kind.URI_TOO_LONG);
        }
        if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongFrameException) {
            return Refusal.of(Kind.HEADERS_TOO_LARGE, "headers of more than " + Limits.HEADER_BYTES + " bytes");
        }
        return Refusal.of(Kind.BAD_REQUEST);
    }

    private static Optional<Refusal> bad(String why) {
        return Optional.of(Refusal.of(Kind.BAD_REQUEST, why));
    }
}
