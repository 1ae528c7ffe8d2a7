package packhouse.server.access;

import java.util.Optional;
import java.util.function.Consumer;
import packhouse.protocol.Refusal;
import packhouse.protocol.Route;

/** Decides who a client is, and what that user may do. */
public interface Doorkeeper {

    /** What came of a login. */
    sealed interface Admission {}

    /** Somebody known; the name is empty where no login is asked for. */
    record Known(String user) implements Admission {}

    /** Nobody known. */
    record Turned(Refusal refusal) implements Admission {}

    /** Reads one header of the request, empty if it is missing. */
    @FunctionalInterface
    interface Headers {
        String first(String name);
    }

    /**
     * Finds out who sends a request. Checking a password takes long, so the answer may come later, on any thread; it comes
     * exactly once.
     *
     * @param remote address of the peer without its port, empty for a unix socket
     */
    void admit(Headers headers, String remote, Consumer<Admission> then);

    /** Why this user may not do this, empty if it is allowed. */
    Optional<Refusal> objection(String user, Route route);

    /** Why this user may not see the metrics page, empty if it is allowed. */
    Optional<Refusal> objectionToMetrics(String user);

    /** Whether the metrics page is for those who have not logged in, too. */
    boolean metricsAreOpen();
}
