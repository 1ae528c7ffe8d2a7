package packhouse.server.access;

import java.util.Optional;
import java.util.function.Consumer;
import packhouse.protocol.Refusal;
import packhouse.protocol.Route;

/**
 * No login: everybody is the user without a name. Whatever credentials come are ignored, also the empty ones that restic sends when it
 * has none ({@code Basic Og==}).
 */
public final class OpenDoor implements Doorkeeper {

    private final AccessRules rules;

    public OpenDoor(AccessRules rules) {
        this.rules = rules.withoutUsers();
    }

    @Override
    public void admit(Headers headers, String remote, Consumer<Admission> then) {
        then.accept(new Known(""));
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
        return true;
    }
}
