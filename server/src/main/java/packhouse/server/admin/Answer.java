package packhouse.server.admin;

import java.nio.ByteBuffer;
import java.util.Map;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.Views.Health;
import packhouse.protocol.admin.Views.Problem;

/**
 * What is sent back; all of it is in memory.
 *
 * @param status the HTTP status
 * @param type value of {@code Content-Type}
 * @param headers besides those that every answer has
 * @param body JSON; only ever read through duplicates, because answers are shared
 */
record Answer(int status, String type, Map<String, String> headers, ByteBuffer body) {

    private static final String JSON = "application/json";

    /** A document. */
    static Answer document(byte[] json) {
        return new Answer(200, JSON, Map.of(), ByteBuffer.wrap(json));
    }

    /** Done, and nothing more to say. */
    static Answer done() {
        return new Answer(204, JSON, Map.of(), ByteBuffer.allocate(0));
    }

    /** What a health check is told. */
    static Answer health(boolean well) {
        return new Answer(
                well ? 200 : 503,
                JSON,
                Map.of(),
                ByteBuffer.wrap(RecordJson.document(well ? Health.OK : Health.NOT_READY)));
    }

    /** Turned down. */
    static Answer problem(Problem problem) {
        return problem(problem, Map.of());
    }

    /** Turned down, and a header says more. */
    static Answer problem(Problem problem, Map<String, String> headers) {
        return new Answer(
                problem.status(), "application/problem+json", headers, ByteBuffer.wrap(RecordJson.document(problem)));
    }
}
