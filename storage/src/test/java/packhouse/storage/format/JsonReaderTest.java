package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON reader takes what Go's decoder takes and refuses the rest. */
final class JsonReaderTest {

    private static final JsonNames NAMES = new JsonNames("a", "tree");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " [ ] ",
                "null",
                "true",
                "false",
                "0",
                "-0",
                "10",
                "-1.5e+10",
                "1E5",
                "\"\"",
                "\"é\\u00e9\\n\"",
                "[1,2,[3,{}]]",
                "{\"a\":1,\"b\":[{\"c\":null}]}",
                "\t{ \"a\" : [ 1 , 2 ] }\r\n",
                "\"\\ud83d\"",
                "\"\u007f\""
            })
    void takesAndSkipsWhatIsJson(String text) throws IOException {
        JsonReader json = reader(text);
        json.skip();
        json.end();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\":1]",
                "[1}",
                "nul",
                "nulL",
                "tru",
                "01",
                "1.",
                ".5",
                "1e",
                "+1",
                "-",
                "--1",
                "\"",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\n\"",
                "1 2",
                "{} {}",
                "'a'",
                "NaN"
            })
    void refusesWhatIsNot(String text) {
        JsonReader json = reader(text);
        assertThatThrownBy(() -> {
                    json.skip();
                    json.end();
                })
                .isInstanceOf(FormatException.Corrupt.class)
                .hasMessageStartingWith("index/0: ");
    }

    @Test
    void namesTheByteWhereItBreaks() {
        JsonReader json = reader("[1, 2, x]");
        assertThatThrownBy(json::skip)
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.offset()).isEqualTo(7));
    }

    @Test
    void nestingHasAnEnd() throws IOException {
        reader("[".repeat(256) + "]".repeat(256)).skip();
        JsonReader json = reader("[".repeat(100_000));
        assertThatThrownBy(json::skip)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("nested deeper than 256");
    }

    @Test
    void findsMembersInAnyCaseAsGoDoes() throws IOException {
        JsonReader json =
                reader("{\"a\":1,\"TREE\":2,\"\\u0074ree\":3,\"tre\":4,\"" + "a".repeat(100) + "\":5,\"é\":6}");
        List<String> names = new ArrayList<>();
        json.beginObject();
        while (json.nextMember(NAMES)) {
            names.add(json.name());
            json.skip();
        }
        assertThat(names).containsExactly("a", "tree", "tree", "", "", "");
    }

    @Test
    void undoesEscapes() throws IOException {
        assertThat(text("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\uDE00é\"", 100))
                .isEqualTo("a\"\\/\b\f\n\r\té😀é");
    }

    @Test
    void undoesEscapesOfAnyCharacter() throws IOException {
        for (int c = 0; c < 0x11_0000; c += c < 0x900 ? 1 : 37) {
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            StringBuilder escaped = new StringBuilder();
            for (char unit : Character.toChars(c)) {
                escaped.append(String.format("\\u%04x", (int) unit));
            }
            assertThat(text('"' + escaped.toString() + '"', 4)).isEqualTo(half ? "\ufffd" : Character.toString(c));
        }
    }

    @Test
    void halfAPairBecomesTheReplacementCharacter() throws IOException {
        assertThat(text("\"\\ud83dx\"", 100)).isEqualTo("\ufffdx");
        assertThat(text("\"\\ud83d\\u0041\"", 100)).isEqualTo("\ufffdA");
        assertThat(text("\"\\ude00\\ud83d\"", 100)).isEqualTo("\ufffd\ufffd");
    }

    @Test
    void keepsTheBeginningOfALongString() throws IOException {
        assertThat(text('"' + "x".repeat(100_000) + '"', 5)).isEqualTo("xxxxx…");
        assertThat(text("\"12345\"", 5)).isEqualTo("12345");
    }

    @Test
    void numbersKeepToTheirLimit() throws IOException {
        assertThat(reader("4294967295").number(0xffff_ffffL)).isEqualTo(0xffff_ffffL);
        assertThat(reader("9223372036854775807").number(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        for (String wrong :
                List.of("4294967296", "99999999999999999999999", "-1", "1.5", "1e3", "00", "01", "\"1\"", "")) {
            JsonReader json = reader('[' + wrong + ']');
            assertThatThrownBy(() -> {
                        json.beginArray();
                        json.nextElement();
                        json.number(0xffff_ffffL);
                        json.nextElement();
                    })
                    .as(wrong)
                    .isInstanceOf(FormatException.class);
        }
    }

    @Test
    void readsTheSameHoweverTheBytesArrive() throws IOException {
        String id = "0123456789abcdef".repeat(4);
        String text = "{\"a\":\"" + id + "\", \"x\":[1.5,\"\\ud83d\\ude00\"], \"tree\":" + 0xffff_ffffL + "}";
        for (int padding = 16_200; padding < 16_600; padding++) {
            JsonReader json = new JsonReader(new OneByOne(" ".repeat(padding) + text), "index/0");
            json.beginObject();
            json.nextMember(NAMES);
            assertThat(json.id()).hasToString(id);
            json.nextMember(NAMES);
            json.skip();
            json.nextMember(NAMES);
            assertThat(json.number(0xffff_ffffL)).isEqualTo(0xffff_ffffL);
            assertThat(json.nextMember(NAMES)).isFalse();
            json.end();
        }
    }

    private static String text(String json, int max) throws IOException {
        JsonText text = new JsonText(max);
        JsonReader reader = reader(json);
        reader.text(text);
        reader.end();
        return text.toString();
    }

    private static JsonReader reader(String text) {
        return new JsonReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "index/0");
    }

    /** Gives one byte a time, as a slow pipe would. */
    private static final class OneByOne extends InputStream {

        private final ByteArrayInputStream bytes;

        OneByOne(String text) {
            this.bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, Math.min(length, 1));
        }
    }
}
