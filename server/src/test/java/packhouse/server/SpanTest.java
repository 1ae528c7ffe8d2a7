package packhouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Spans of time as owners write them. */
final class SpanTest {

    @Test
    void minutesHoursAndDaysAreUnderstood() {
        assertThat(new Span().convert("90m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(new Span().convert("12h")).isEqualTo(Duration.ofHours(12));
        assertThat(new Span().convert(" 30D")).isEqualTo(Duration.ofDays(30));
        assertThat(new Span().convert("0")).isEqualTo(Duration.ZERO);
        assertThat(new Span().convert("0d")).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "d", "-1d", "1.5h", "1d12h", "36501d", "999999999d"})
    void anythingElseIsWrongUsage(String text) {
        assertThatThrownBy(() -> new Span().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
