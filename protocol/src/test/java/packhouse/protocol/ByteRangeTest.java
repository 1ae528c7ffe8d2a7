package packhouse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the reference's table of ranges, asked of an object of eleven bytes. */
final class ByteRangeTest {

    private static final long SIZE = 11;
    private static final String HUGE = "99999999999999999999999";

    @ParameterizedTest
    @CsvSource({
        "bytes=0-, 0, 11",
        "bytes=0-10, 0, 11",
        "bytes=0-4, 0, 5",
        "bytes=6-, 6, 5",
        "bytes=5-5, 5, 1",
        "bytes=10-10, 10, 1",
        "bytes=0-100, 0, 11",
        "bytes=3-9223372036854775807, 3, 8",
        "bytes=3-" + HUGE + ", 3, 8",
        "bytes=-5, 6, 5",
        "bytes=-11, 0, 11",
        "bytes=-500, 0, 11",
        "bytes=-" + HUGE + ", 0, 11",
        "BYTES=0-4, 0, 5",
        "'bytes= 0-4', 0, 5",
        "'bytes=0 - 4 ', 0, 5",
        "'  bytes=0-4', 0, 5",
        "bytes=00000000000000000000000000002-04, 2, 3"
    })
    void aPartOfTheFile(String header, long first, long length) {
        assertThat(ByteRange.resolve(header, SIZE)).isEqualTo(new ByteRange.Part(first, length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=11-", "bytes=100-200", "bytes=-0", "bytes=" + HUGE + "-", "bytes=" + HUGE + "-" + HUGE})
    void nothingOfTheFile(String header) {
        assertThat(ByteRange.resolve(header, SIZE)).isEqualTo(new ByteRange.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "bytes",
                "bytes=-",
                "bytes=5-2",
                "bytes=abc",
                "bytes=1-b",
                "bytes=+1-3",
                "bytes=0x1-3",
                "bytes=--5",
                "bytes=1-2-3",
                "bytes=" + HUGE + "-5",
                "bytes=\u0661-\u0663",
                "items=0-3",
                "bytes=0-1,3-4",
                "bytes=0-10,0-10",
                "bytes =0-4"
            })
    void aHeaderThatIsNotUnderstoodIsIgnored(String header) {
        assertThat(ByteRange.resolve(header, SIZE)).isEqualTo(new ByteRange.Whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=0-4", "bytes=-5", "bytes=-0", "bytes=7-"})
    void anEmptyFileIsAlwaysSentWhole(String header) {
        assertThat(ByteRange.resolve(header, 0)).isEqualTo(new ByteRange.Whole());
    }

    @Test
    void aHeaderBeyondTheLimitIsNotLookedAt() {
        String fits = "bytes=" + "0".repeat(ByteRange.MAX_HEADER - 8) + "5-";
        assertThat(ByteRange.resolve(fits, SIZE)).isEqualTo(new ByteRange.Part(5, 6));
        assertThat(ByteRange.resolve(fits + "9", SIZE)).isEqualTo(new ByteRange.Whole());
    }

    @Test
    void theLargestFileHasALastByte() {
        assertThat(ByteRange.resolve("bytes=-1", Long.MAX_VALUE)).isEqualTo(new ByteRange.Part(Long.MAX_VALUE - 1, 1));
        assertThat(ByteRange.resolve("bytes=0-", Long.MAX_VALUE)).isEqualTo(new ByteRange.Part(0, Long.MAX_VALUE));
    }
}
