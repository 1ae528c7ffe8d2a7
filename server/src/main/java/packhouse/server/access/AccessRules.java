package packhouse.server.access;

import java.util.List;
import java.util.Optional;
import packhouse.protocol.Refusal;
import packhouse.protocol.Route;

/**
 * What users may do once they are known.
 *
 * @param appendOnly nobody removes anything but locks
 * @param privateRepos the first folder of a repository is the name of the one user who may use it
 * @param openMetrics the metrics page asks for no login
 */
public record AccessRules(boolean appendOnly, boolean privateRepos, boolean openMetrics) {

    /** The user who alone may see the metrics page where repositories are private; the name is rest-server's. */
    public static final String METRICS_USER = "metrics";

    /** The same rules where nobody has a name, which leaves no repository private, as in rest-server. */
    AccessRules withoutUsers() {
        return new AccessRules(appendOnly, false, openMetrics);
    }

    /** Why this user may not do this, empty if it is allowed. */
    Optional<Refusal> objection(String user, Route route) {
        List<String> folders = route.repo().folders();
        if (privateRepos && (folders.isEmpty() || !folders.get(0).equals(user))) {
            return forbidden("the repository belongs to another user");
        }
        if (appendOnly
                && route instanceof Route.Delete delete
                && !delete.name().type().isDeletableWhenAppendOnly()) {
            return forbidden((user.isEmpty() ? "this server" : user) + " is append-only");
        }
        return Optional.empty();
    }

    /** Why this user may not see the metrics page, empty if it is allowed. */
    Optional<Refusal> objectionToMetrics(String user) {
        return privateRepos && !openMetrics && !user.equals(METRICS_USER)
                ? forbidden("metrics are for the user " + METRICS_USER)
                : Optional.empty();
    }

    private static Optional<Refusal> forbidden(String why) {
        return Optional.of(Refusal.of(Refusal.Kind.FORBIDDEN, why));
    }
}
