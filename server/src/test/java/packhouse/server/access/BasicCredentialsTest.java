package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an {@code Authorization} header says. */
class BasicCredentialsTest {

    private static String header(String scheme, String credentials) {
        return scheme + " " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(String header) {
        return BasicCredentials.parse(header)
                .map(sent -> sent.user() + "|" + new String(sent.password().bytes(), StandardCharsets.UTF_8))
                .orElse("nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "basic", "BASIC"})
    void theSchemeIsReadInAnyCase(String scheme) {
        assertThat(read(header(scheme, "alice:secret"))).isEqualTo("alice|secret");
    }

    @Test
    void aPasswordMayHoldColonsAndAnyScript() {
        assertThat(read(header("Basic", "ångström:a:b:日本"))).isEqualTo("ångström|a:b:日本");
    }

    @Test
    void resticWithoutCredentialsSendsTwoEmptyOnes() {
        assertThat(read("Basic Og==")).isEqualTo("|");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Basic", "Basic ", "Basic !!!", "Basic YWxpY2U=", "Bearer Og==", "Digest a=b", "Basic Og="})
    void everythingElseIsNothing(String header) {
        assertThat(read(header)).isEqualTo("nothing");
    }

    @Test
    void aHeaderBeyondTheLimitIsNotDecoded() {
        assertThat(read(header("Basic", "alice:" + "x".repeat(BasicCredentials.MAX_HEADER))))
                .isEqualTo("nothing");
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(BasicCredentials.parse(header("Basic", "alice:secret")).orElseThrow())
                .asString()
                .doesNotContain("secret");
    }
}
