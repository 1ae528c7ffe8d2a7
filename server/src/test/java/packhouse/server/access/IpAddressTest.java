package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses are read from text, and never looked up. */
class IpAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "::1", "2001:db8::1", "fe80::1%eth0", "::ffff:192.0.2.1"})
    void bothFamiliesAreUnderstood(String text) {
        assertThat(IpAddress.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "192.0.2", "192.0.2.256", "1", "::g", "192.0.2.1:80", "fe80", "a:b"})
    void everythingElseIsNoAddress(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void theFirstHalfOfAnIpv6AddressIsItsGroup() {
        assertThat(IpAddress.group("2001:db8:1:2:3::4")).isEqualTo(IpAddress.group("2001:db8:1:2::"));
        assertThat(IpAddress.group("2001:db8:1:2::")).isNotEqualTo(IpAddress.group("2001:db8:1:3::"));
        assertThat(IpAddress.group("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(IpAddress.group("")).isEmpty();
    }
}
