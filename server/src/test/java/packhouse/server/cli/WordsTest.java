package packhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes and times as people read them. */
class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.00 KiB",
        "10239, 10.0 KiB",
        "102348, 99.9 KiB",
        "102400, 100 KiB",
        "1048575, 1024 KiB",
        "1330409069609, 1.21 TiB",
        "9223372036854775807, 8192 PiB"
    })
    void sizesHaveThreeDigitsAndABinaryUnit(long bytes, String words) {
        assertThat(Words.size(bytes)).isEqualTo(words);
    }

    @Test
    void aShareIsToldInTheUnitOfTheWhole() {
        assertThat(Words.share(3_188_548_536_237L, 7_916_483_719_987L)).isEqualTo("2.90 of 7.20 TiB");
        assertThat(Words.share(0, 7_916_483_719_987L)).isEqualTo("0.00 of 7.20 TiB");
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0 s",
        "59, 59 s",
        "60, 1 min",
        "3599, 59 min",
        "3600, 1 h",
        "172799, 47 h",
        "172800, 2 d",
        "1036800, 12 d"
    })
    void spansAreToldInTheirLargestUnit(long seconds, String words) {
        assertThat(Words.span(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @Test
    void oneIsNotMany() {
        assertThat(Words.count(1, "repository", "repositories")).isEqualTo("1 repository");
        assertThat(Words.count(0, "repository", "repositories")).isEqualTo("0 repositories");
    }
}
