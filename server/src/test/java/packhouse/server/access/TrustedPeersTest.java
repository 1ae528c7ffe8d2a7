package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose headers are believed. */
class TrustedPeersTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,      10.255.1.2,      true",
        "10.0.0.0/8,      11.0.0.1,        false",
        "192.0.2.128/25,  192.0.2.200,     true",
        "192.0.2.128/25,  192.0.2.127,     false",
        "192.0.2.7,       192.0.2.7,       true",
        "192.0.2.7,       192.0.2.8,       false",
        "0.0.0.0/0,       203.0.113.1,     true",
        "0.0.0.0/0,       2001:db8::1,     false",
        "fd00::/8,        fd12::1,         true",
        "fd00::/8,        2001:db8::1,     false",
        "2001:db8:0:40::/58, 2001:db8:0:7f::1, true",
        "2001:db8:0:40::/58, 2001:db8:0:80::1, false",
        "10.0.0.0/8,      ::ffff:10.0.0.1, true",
        "10.0.0.0/8,      127.0.0.1,       true",
        "10.0.0.0/8,      ::1,             true",
        "10.0.0.0/8,      '',              true",
        "10.0.0.0/8,      proxy.example,   false"
    })
    void networksAndThisMachineAreTrusted(String network, String remote, boolean trusted) {
        assertThat(TrustedPeers.of(List.of(network)).trust(remote)).isEqualTo(trusted);
    }

    @Test
    void anEmptyListLeavesThisMachine() {
        TrustedPeers peers = TrustedPeers.of(List.of());

        assertThat(peers.trust("127.0.0.1")).isTrue();
        assertThat(peers.trust("192.0.2.1")).isFalse();
    }

    @Test
    void everybodyIsEverybody() {
        assertThat(TrustedPeers.everybody().trust("203.0.113.1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "nas", "fd00::/129", "10.0.0.0/8/8"})
    void whatIsNoNetworkIsNamed(String text) {
        assertThatThrownBy(() -> TrustedPeers.of(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void theListIsLimited() {
        assertThatThrownBy(() -> TrustedPeers.of(Collections.nCopies(65, "10.0.0.0/8")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
