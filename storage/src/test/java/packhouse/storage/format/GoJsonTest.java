package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON comes out byte for byte as Go writes it. */
final class GoJsonTest {

    private static final long SEED = 20_260_301;

    @Test
    void escapesWhatGoEscapes() {
        assertThat(string("a\"b\\c/d")).isEqualTo("\"a\\\"b\\\\c/d\"");
        assertThat(string("html<>&")).isEqualTo("\"html\\u003c\\u003e\\u0026\"");
        assertThat(string("\b\f\n\r\t")).isEqualTo("\"\\b\\f\\n\\r\\t\"");
        assertThat(string("\u0000\u0001\u000b\u001f\u007f")).isEqualTo("\"\\u0000\\u0001\\u000b\\u001f\u007f\"");
        assertThat(string("\u2028\u2029")).isEqualTo("\"\\u2028\\u2029\"");
        assertThat(string("é€😀\u00a0\ufffd")).isEqualTo("\"é€😀\u00a0\ufffd\"");
        assertThat(string("half \ud83d pair")).isEqualTo("\"half \\ufffd pair\"");
    }

    @Test
    void listsHaveNoWhiteSpace() {
        assertThat(new GoJson().strings(List.of()).toString()).isEqualTo("[]");
        assertThat(new GoJson().strings(List.of("a", "", "b")).toString()).isEqualTo("[\"a\",\"\",\"b\"]");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.appendCodePoint(scalar(random));
            }
            JsonText read = new JsonText(1_000);
            new JsonReader(
                            new ByteArrayInputStream(
                                    new GoJson().string(text.toString()).toBytes()),
                            "seed " + SEED)
                    .text(read);
            assertThat(read).hasToString(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T23:59:59Z",
                "2024-01-01T00:00:00.1+01:00",
                "2024-01-01T00:00:00.123456789-11:30",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.000000001+14:00"
            })
    void timesKeepTheirFractionAndOffset(String time) {
        assertThat(GoTime.parse(time)).map(GoTime::format).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024-01-01",
                "2023-02-29T00:00:00Z",
                "2024-01-01T00:00:00",
                "2024-01-01T24:00:00Z",
                "2024-01-01 00:00:00Z",
                "24-01-01T00:00:00Z",
                "+12024-01-01T00:00:00Z",
                "2024-01-01T00:00:00.1234567890Z",
                "2024-01-01T00:00:60Z"
            })
    void whatIsNoTimeIsRefused(String time) {
        assertThat(GoTime.parse(time)).isEmpty();
    }

    private static int scalar(Random random) {
        int c;
        do {
            c = random.nextInt(random.nextBoolean() ? 0x80 : random.nextBoolean() ? 0x2100 : 0x11_0000);
        } while (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return c;
    }

    private static String string(String text) {
        return new String(new GoJson().string(text).toBytes(), StandardCharsets.UTF_8);
    }
}
