package packhouse.protocol.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That a repository be unlocked, as the body of a request, and what of it may be left out. */
class UnlockingTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theBodyHoldsThePasswordAndHowLong() throws IOException {
        byte[] body = new Unlocking(new Secret(utf8("p\u00e4\"ss")), Optional.of("8h")).json();

        try (Unlocking read = Unlocking.parse(body)) {
            assertThat(read.password().bytes()).isEqualTo(utf8("p\u00e4\"ss"));
            assertThat(read.time()).contains(Duration.ofHours(8));
        }
    }

    @Test
    void withoutASpanThereIsNoEnd() throws IOException {
        byte[] body = new Unlocking(new Secret(utf8("secret")), Optional.empty()).json();

        assertThat(body).isEqualTo(utf8("{\"password\":\"secret\"}"));
        assertThat(Unlocking.parse(body).time()).isEmpty();
    }

    @Test
    void spansAreNumbersWithAUnitAndNotZero() {
        assertThat(Span.parse("90s")).contains(Duration.ofSeconds(90));
        assertThat(Span.parse("30m")).contains(Duration.ofMinutes(30));
        assertThat(Span.parse("2d")).contains(Duration.ofDays(2));
        assertThat(List.of("", "8", "h", "0h", "-1h", "8 h", "8H", "1h30m", "1234567s"))
                .allSatisfy(text -> assertThat(Span.parse(text)).isEmpty());
    }

    @Test
    void aBodyWithoutPasswordOrWithAnotherSpanIsRefusedWithoutQuotingThePassword() {
        for (String body : List.of("", "{}", "{\"for\":\"8h\"}", "{\"password\":\"hidden\",\"for\":\"long\"}")) {
            assertThatIOException()
                    .as(body)
                    .isThrownBy(() -> Unlocking.parse(utf8(body)))
                    .withMessageNotContaining("hidden");
        }
    }

    @Test
    void theContentOfAPasswordFileIsTrimmedAndWiped() {
        byte[] content = utf8("\ufeff  two words \r\n");

        assertThat(Secret.ofFile(content).bytes()).isEqualTo(utf8("two words"));
        assertThat(content).containsOnly(0);
    }
}
