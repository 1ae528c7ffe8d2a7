package packhouse.protocol.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a repack is to do, on its way through JSON. */
class RepackingTest {

    private static Repacking parse(String body) throws IOException {
        try (Inquiry inquiry = Inquiry.parse(Question.REPACK, body.getBytes(StandardCharsets.UTF_8))) {
            return inquiry.repacking();
        }
    }

    @Test
    void allOfItComesAcrossWithThePassword() throws IOException {
        RepackWish wish = new RepackWish("max", true, false, true, false, 64 << 20, 1L << 40, Optional.of(0L));
        Optional<Secret> password = Optional.of(new Secret("päss\"word".getBytes(StandardCharsets.UTF_8)));
        byte[] body = Inquiry.ofRepack(new Repacking(true, wish), password).json();

        try (Inquiry read = Inquiry.parse(Question.REPACK, body)) {
            assertThat(read.repacking()).isEqualTo(new Repacking(true, wish));
            assertThat(new String(read.password().orElseThrow().bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("päss\"word");
        }
    }

    @Test
    void whatIsNotSaidIsAsUsual() throws IOException {
        assertThat(parse("")).isEqualTo(Repacking.USUAL);
        assertThat(parse("{\"dryRun\":true}")).isEqualTo(new Repacking(true, RepackWish.USUAL));
        assertThat(parse("{\"options\":{\"minAgeSeconds\":null,\"later\":{\"a\":[1]}}}"))
                .isEqualTo(Repacking.USUAL);
        assertThat(RepackWish.USUAL.isByName()).isFalse();
        assertThat(parse("{\"options\":{\"smallPacks\":true}}").options().isByName())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"dryRun\":\"yes\"}",
                "{\"dryRun\":1}",
                "{\"options\":[]}",
                "{\"options\":\"max\"}",
                "{\"options\":{\"duplicates\":\"yes\"}}",
                "{\"options\":{\"packSize\":\"64M\"}}",
                "{\"options\":{\"maxBytes\":1e99}}",
                "{\"options\":{"
            })
    void whatIsNoSuchOrderIsRefused(String body) {
        assertThatIOException().isThrownBy(() -> parse(body));
    }
}
