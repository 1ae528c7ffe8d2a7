package packhouse.server.access;

import java.util.Optional;
import java.util.function.Consumer;
import packhouse.protocol.Refusal;
import packhouse.protocol.Route;

/**
 * Login by a proxy in front, which names the user in a header; {@code Authorization} is ignored. Whoever can reach the server past
 * the proxy can name anybody, hence {@link TrustedPeers}.
 *
 * <p>Its 401 carries no challenge: there is no scheme that a client could answer it with.
 */
public final class ProxyDoor implements Doorkeeper {

    private final String header;
    private final TrustedPeers proxies;
    private final AccessRules rules;
    private final AccessReport report;

    /**
     * @param header name of the header whose first value is the user
     * @param proxies who may send it
     */
    public ProxyDoor(String header, TrustedPeers proxies, AccessRules rules, AccessReport report) {
        this.header = header;
        this.proxies = proxies;
        this.rules = rules;
        this.report = report;
    }

    @Override
    public void admit(Headers headers, String remote, Consumer<Admission> then) {
        String user = headers.first(header);
        if (!user.isEmpty() && user.length() <= UserName.MAX_LENGTH && proxies.trust(remote)) {
            then.accept(new Known(user));
            return;
        }
        if (!user.isEmpty()) {
            report.loginFailed(
                    shortened(user), remote, proxies.trust(remote) ? "name too long" : "not a trusted proxy");
        }
        then.accept(new Turned(Refusal.of(Refusal.Kind.UNAUTHORIZED)));
    }

    private static String shortened(String user) {
        return user.substring(0, Math.min(user.length(), UserName.MAX_LENGTH));
    }

    @Override
    public Optional<Refusal> objection(String user, Route route) {
        return rules.objection(user, route);
    }

    @Override
    public Optional<Refusal> objectionToMetrics(String user) {
        return rules.objectionToMetrics(user);
    }

    @Override
    public boolean metricsAreOpen() {
        return rules.openMetrics();
    }
}
