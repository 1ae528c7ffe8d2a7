package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.RepoPath;
import packhouse.protocol.Route;

/** Without login everybody comes in. */
class OpenDoorTest {

    private final OpenDoor door = new OpenDoor(new AccessRules(false, true, false));

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic Og==", "Basic YWxpY2U6c2VjcmV0", "Bearer x", "nonsense"})
    void whateverCredentialsComeAreIgnored(String authorization) {
        List<Doorkeeper.Admission> admissions = new ArrayList<>();

        door.admit(name -> authorization, "192.0.2.1", admissions::add);

        assertThat(admissions).containsExactly(new Doorkeeper.Known(""));
    }

    @Test
    void noRepositoryIsPrivateAndMetricsAreForAll() {
        assertThat(door.objection("", new Route.Create(RepoPath.parse("anyone").orElseThrow())))
                .isEmpty();
        assertThat(door.metricsAreOpen()).isTrue();
    }
}
