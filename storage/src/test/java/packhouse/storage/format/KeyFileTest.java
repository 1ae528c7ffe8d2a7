package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import packhouse.storage.Golden;

/** Key files of real clients, of ours, and of nobody. */
final class KeyFileTest {

    private static final OffsetDateTime MADE = OffsetDateTime.parse("2026-11-24T18:00:00.5+01:00");

    private final Random random = Seeded.random(KeyFileTest.class);
    private final RepositoryKey master = RepositoryKey.random(random);

    @Test
    void derivesTheKeysThatAnIndependentProgramDerives() {
        for (JsonNode vector : Golden.vectors().get("scrypt")) {
            Scrypt scrypt = new Scrypt(
                    vector.get("N").intValue(),
                    vector.get("r").intValue(),
                    vector.get("p").intValue());
            byte[] salt = Base64.getDecoder().decode(vector.get("salt").textValue());
            byte[] password = vector.get("password").textValue().getBytes(StandardCharsets.UTF_8);
            String expected = vector.get("encrypt").textValue()
                    + vector.get("mac_k").textValue()
                    + vector.get("mac_r").textValue();
            assertThat(scrypt.derive(password, salt).orElseThrow().bytes())
                    .isEqualTo(HexFormat.of().parseHex(expected));
        }
    }

    @Test
    void tellsWhoMadeTheKeyOfARealRepository() throws IOException {
        for (Golden golden : Golden.named("v2-auto").toList()) {
            for (Map.Entry<String, byte[]> file : golden.files("keys").entrySet()) {
                KeyFile key = parse(file.getValue());
                assertThat(key.hostname()).isEqualTo("fixture-host");
                assertThat(key.username()).isNotEmpty();
                assertThat(key.created().orElseThrow()).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
            }
        }
    }

    @Test
    void bothPasswordsOfARealRepositoryOpenTheSameKey() throws IOException {
        for (Golden golden : Golden.named("v2-auto").toList()) {
            int opened = 0;
            for (byte[] file : golden.files("keys").values()) {
                var key = parse(file).open("second-password".getBytes(StandardCharsets.UTF_8));
                if (key.isPresent()) {
                    opened++;
                    assertThat(key.get().bytes())
                            .isEqualTo(GoldenKeys.of(golden).bytes());
                }
            }
            assertThat(opened).isEqualTo(1);
        }
    }

    @Test
    void opensWhatItWrote() throws IOException {
        KeyFile key = parse(written());
        assertThat(key.hostname()).isEqualTo("a \"host\"");
        assertThat(key.username()).isEqualTo("größe");
        assertThat(key.created()).contains(MADE.toInstant());
        assertThat(key.open(utf8("secret")).orElseThrow().bytes()).isEqualTo(master.bytes());
    }

    @Test
    void aWrongPasswordIsNoError() throws IOException {
        KeyFile key = parse(written());
        assertThat(key.open(utf8("Secret"))).isEmpty();
        assertThat(key.open(new byte[0])).isEmpty();
    }

    @Test
    void refusesWhatWouldCostTooMuch() {
        for (String costly : new String[] {
            "\"N\":1048576,\"r\":8,\"p\":1",
            "\"N\":1024,\"r\":1048576,\"p\":1",
            "\"N\":32768,\"r\":8,\"p\":2147483647",
            "\"N\":1000,\"r\":8,\"p\":1",
            "\"N\":-2147483648,\"r\":8,\"p\":1",
            "\"N\":1,\"r\":8,\"p\":1",
            "\"N\":0,\"r\":0,\"p\":0"
        }) {
            String json = text(written()).replaceFirst("\"N\":.*?\"p\":1", costly);
            assertThat(json).contains(costly);
            assertThatThrownBy(() -> parse(utf8(json)))
                    .isInstanceOf(FormatException.Corrupt.class)
                    .hasMessageContaining("keys/1")
                    .hasMessageContaining("N=");
        }
    }

    @Test
    void refusesAnotherKeyDerivationAsTooNew() {
        String json = text(written()).replace("\"scrypt\"", "\"argon2id\"");
        assertThatThrownBy(() -> parse(utf8(json))).isInstanceOf(FormatException.TooNew.class);
    }

    @Test
    void refusesWhatIsNoKeyFile() {
        String json = text(written());
        for (String wrong : new String[] {
            "",
            "[]",
            "{",
            "null",
            json + "x",
            json.substring(0, json.length() - 1),
            json.replace("\"salt\":\"", "\"salt\":\"AAAA"),
            json.replace("\"data\":\"", "\"data\":\"*"),
            json.replace("\"data\"", "\"date\""),
            json.replace("{", "{\"N\":1,")
        }) {
            assertThatThrownBy(() -> parse(utf8(wrong))).isInstanceOf(FormatException.Corrupt.class);
        }
        assertThatThrownBy(() -> parse(new byte[100_000])).isInstanceOf(FormatException.Corrupt.class);
    }

    @Test
    void whatItDoesNotKnowItSkips() throws IOException {
        String json = text(written()).replaceFirst("\\{", "{\"future\":{\"a\":[1,{\"N\":3}]},\"more\":null,");
        assertThat(parse(utf8(json)).open(utf8("secret"))).isPresent();
    }

    @Test
    void anOddDateDoesNotMakeAKeyUseless() throws IOException {
        String json = text(written()).replaceFirst("\"created\":\".*?\"", "\"created\":\"yesterday\"");
        KeyFile key = parse(utf8(json));
        assertThat(key.created()).isEmpty();
        assertThat(key.open(utf8("secret"))).isPresent();
    }

    private byte[] written() {
        KeyFileWriter writer = new KeyFileWriter(random, new Scrypt(16, 8, 1));
        return writer.write(utf8("secret"), master, "a \"host\"", "größe", MADE);
    }

    private static KeyFile parse(byte[] json) throws IOException {
        return KeyFile.parse(Source.of("keys/1", json));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
