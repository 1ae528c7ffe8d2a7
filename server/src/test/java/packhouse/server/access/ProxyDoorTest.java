package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A proxy in front names the user, if it is trusted. */
class ProxyDoorTest {

    private final RecordingReport report = new RecordingReport();
    private final ProxyDoor door = new ProxyDoor(
            "X-Remote-User", TrustedPeers.of(List.of("192.0.2.0/24")), new AccessRules(false, true, false), report);

    private Doorkeeper.Admission admit(Map<String, String> headers, String remote) {
        List<Doorkeeper.Admission> admissions = new ArrayList<>();
        door.admit(name -> headers.getOrDefault(name, ""), remote, admissions::add);
        assertThat(admissions).hasSize(1);
        return admissions.get(0);
    }

    private static int status(Doorkeeper.Admission admission) {
        return admission instanceof Doorkeeper.Turned turned ? turned.refusal().status() : 200;
    }

    @Test
    void theHeaderNamesTheUser() {
        assertThat(admit(Map.of("X-Remote-User", "alice"), "192.0.2.1")).isEqualTo(new Doorkeeper.Known("alice"));
    }

    @Test
    void basicIsIgnored() {
        assertThat(admit(Map.of("X-Remote-User", "alice", "Authorization", "Basic Ym9iOnNlY3JldA=="), "192.0.2.1"))
                .isEqualTo(new Doorkeeper.Known("alice"));
        assertThat(status(admit(Map.of("Authorization", "Basic Ym9iOnNlY3JldA=="), "192.0.2.1")))
                .isEqualTo(401);
    }

    @Test
    void withoutTheHeaderNobodyIsKnown() {
        assertThat(status(admit(Map.of(), "192.0.2.1"))).isEqualTo(401);
        assertThat(status(admit(Map.of("X-Remote-User", ""), "192.0.2.1"))).isEqualTo(401);
        assertThat(report.failures).isEmpty();
    }

    @Test
    void aStrangerCannotNameAUser() {
        assertThat(status(admit(Map.of("X-Remote-User", "alice"), "203.0.113.1")))
                .isEqualTo(401);
        assertThat(report.failures).containsExactly("alice from 203.0.113.1: not a trusted proxy");
    }

    @Test
    void aProxyOnThisMachineIsTrusted() {
        assertThat(status(admit(Map.of("X-Remote-User", "alice"), ""))).isEqualTo(200);
        assertThat(status(admit(Map.of("X-Remote-User", "alice"), "127.0.0.1"))).isEqualTo(200);
    }

    @Test
    void aNameLongerThanAnyFolderIsNoUser() {
        assertThat(status(admit(Map.of("X-Remote-User", "x".repeat(256)), "192.0.2.1")))
                .isEqualTo(401);
        assertThat(report.failures).singleElement().asString().hasSizeLessThan(320);
    }
}
