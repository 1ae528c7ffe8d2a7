package packhouse.server.admin;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import packhouse.protocol.admin.Views.Problem;

/** What is answered to requests that cannot be read. */
final class Malformed {

    private Malformed() {}

    /** The answer to what the decoder complains about. */
    static Answer answer(Throwable complaint) {
        if (complaint instanceof TooLongHttpLineException) {
            return problem(
                    414, "uri-too-long", "Address too long", Limits.REQUEST_LINE_BYTES + " bytes are the limit.");
        }
        if (complaint instanceof TooLongHttpHeaderException) {
            return problem(431, "header-too-large", "Header too large", Limits.HEADER_BYTES + " bytes are the limit.");
        }
        return problem(400, "bad-request", "Bad request", "This is not HTTP/1.1 as RFC 9112 has it.");
    }

    /** The answer to a body that goes on and on. */
    static Answer tooMuch() {
        return problem(413, "body-too-large", "Body too large", Limits.BODY_BYTES + " bytes are the limit.");
    }

    private static Answer problem(int status, String code, String title, String detail) {
        return Answer.problem(Problem.of(status, code, title, detail, "", "GET /api/v1/summary needs no body"));
    }
}
