package packhouse.server.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Optional;
import java.util.function.Supplier;
import packhouse.protocol.Refusal;
import packhouse.server.access.Doorkeeper;

/**
 * The page at {@code /metrics}.
 *
 * @param contentType of the page
 * @param body makes it, without waiting
 */
public record MetricsPage(String contentType, Supplier<byte[]> body) {

    /** Whether a request asks for it; {@code /metrics/} is a folder like any other. */
    boolean isAt(String uri) {
        return uri.equals("/metrics") || uri.startsWith("/metrics?");
    }

    /** Why a request for it is turned down, empty if it is not. */
    Optional<Refusal> objection(Doorkeeper doorkeeper, String user, HttpMethod method) {
        Optional<Refusal> objection =
                doorkeeper.metricsAreOpen() ? Optional.empty() : doorkeeper.objectionToMetrics(user);
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return objection.isPresent() || reads ? objection : Optional.of(Refusal.methodNotAllowed("GET, HEAD"));
    }
}
