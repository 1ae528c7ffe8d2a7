package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.storage.Golden;

/** The config of real repositories, of other programs, and of none. */
final class RepositoryConfigTest {

    private static final String ID = "f00d".repeat(16);
    private static final String RUSTIC = "{\"is_hot\":true, \"version\": 1 ,\"id\":\"" + ID
            + "\",\"chunker_polynomial\":\"3dea92648f6e83\",\"compression\":{\"version\":9}}";

    private final Random random = Seeded.random(RepositoryConfigTest.class);
    private final RepositoryKey key = RepositoryKey.random(random);

    static Stream<Golden> golden() {
        return Golden.all();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void opensThatOfARealRepository(Golden golden) throws IOException {
        Source file = Source.of("config", golden.file("config"));
        RepositoryConfig config = RepositoryConfig.open(file, GoldenKeys.of(golden));
        assertThat(config.version()).isEqualTo(golden.expected().get("version").intValue());
        assertThat(config.id()).hasSize(64);
        assertThat(Long.parseUnsignedLong(config.polynomial(), 16)).isBetween(1L << 53, 1L << 54);
    }

    @Test
    void replacesNothingButTheVersion() throws IOException {
        RepositoryConfig old = open(RUSTIC);
        assertThat(old.version()).isEqualTo(1);
        byte[] sealed = old.seal(2, key, random);
        assertThat(new String(key.open(sealed).orElseThrow(), StandardCharsets.UTF_8))
                .isEqualTo(RUSTIC.replace("\"version\": 1 ", "\"version\": 2 "));
        assertThat(RepositoryConfig.open(Source.of("config", sealed), key).version())
                .isEqualTo(2);
    }

    @Test
    void otherVersionsAreTooNewOrTooOld() {
        assertThatThrownBy(() -> open(RUSTIC.replace(": 1 ", ": 3 ")))
                .isInstanceOf(FormatException.TooNew.class)
                .hasMessageContaining("version 3");
        assertThatThrownBy(() -> open(RUSTIC.replace(": 1 ", ": 0 "))).isInstanceOf(FormatException.TooOld.class);
    }

    @Test
    void refusesWhatIsNoConfig() {
        for (String wrong : new String[] {
            "",
            "{}",
            RUSTIC.replace("3dea", "xyz"),
            RUSTIC.replace("f00d", "f00g"),
            RUSTIC.replace(": 1 ", ": 1.0 "),
            RUSTIC.replace(": 1 ", ": 99999999999 "),
            RUSTIC.replace("\"3dea92648f6e83\"", "\"0\""),
            RUSTIC + RUSTIC
        }) {
            assertThatThrownBy(() -> open(wrong)).isInstanceOf(FormatException.class);
        }
        assertThatThrownBy(() -> RepositoryConfig.open(Source.of("config", new byte[0]), key))
                .isInstanceOf(FormatException.Corrupt.class);
        assertThatThrownBy(() -> RepositoryConfig.open(Source.of("config", new byte[1 << 20]), key))
                .isInstanceOf(FormatException.Corrupt.class);
    }

    private RepositoryConfig open(String json) throws IOException {
        byte[] plain = json.getBytes(StandardCharsets.UTF_8);
        return RepositoryConfig.open(Source.of("config", key.seal(plain, 0, plain.length, random)), key);
    }
}
