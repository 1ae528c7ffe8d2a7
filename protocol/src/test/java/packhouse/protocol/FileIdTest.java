package packhouse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An id is 64 lower-case hexadecimal digits and nothing else. */
final class FileIdTest {

    private static final String HEX = "00ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b78";
    private static final int ROUNDS = 10_000;

    @Test
    void whatIsParsedIsPrintedAgain() {
        assertThat(FileId.parse(HEX)).hasValueSatisfying(id -> assertThat(id).hasToString(HEX));
    }

    @Test
    void digestTextAndWrittenBytesAgree() {
        long seed = 20_260_101;
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] digest = new byte[FileId.BYTES];
            random.nextBytes(digest);
            FileId id = FileId.of(digest);
            String text = HexFormat.of().formatHex(digest);
            byte[] written = new byte[FileId.DIGITS + 2];
            id.writeHex(written, 1);

            assertThat(id).as("seed %d, round %d", seed, i).hasToString(text);
            assertThat(FileId.parse(text)).contains(id);
            assertThat(new String(written, 1, FileId.DIGITS, StandardCharsets.US_ASCII))
                    .isEqualTo(text);
            assertThat(written[0]).isZero();
            assertThat(written[FileId.DIGITS + 1]).isZero();
            assertThat(id.firstByte()).isEqualTo(digest[0] & 0xff);
        }
    }

    @Test
    void theOrderIsThatOfTheText() {
        long seed = 20_260_102;
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            // Few distinct words, so that every one of the four gets to decide.
            FileId a = new FileId(word(random), word(random), word(random), word(random));
            FileId b = new FileId(word(random), word(random), word(random), word(random));
            assertThat(Integer.signum(a.compareTo(b)))
                    .as("seed %d: %s and %s", seed, a, b)
                    .isEqualTo(Integer.signum(a.toString().compareTo(b.toString())));
        }
    }

    private static long word(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> -1;
            default -> Long.MIN_VALUE;
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00FF10E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B78",
                "00ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7",
                "00ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b781",
                "g0ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b78",
                "00ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7/",
                "00ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7:",
                "00ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7\u0661",
                "00ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7\u0000",
                " 0ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b78"
            })
    void nothingElseIsAnId(String text) {
        assertThat(FileId.parse(text)).isEmpty();
    }

    @Test
    void aDigestOfAnotherLengthIsABug() {
        assertThatThrownBy(() -> FileId.of(new byte[20]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20");
    }

    @Test
    void onlyContentNamedKindsHaveAnId() {
        FileId id = new FileId(1, 2, 3, 4);
        assertThat(FileName.of(FileType.KEYS, id).digest()).contains(id);
        assertThat(FileName.of(FileType.KEYS, id)).hasToString("keys/" + id);
        assertThat(FileName.config().digest()).isEmpty();
        assertThat(FileName.config().type()).isEqualTo(FileType.CONFIG);
        assertThat(FileName.config()).hasToString("config");
        assertThatThrownBy(() -> FileName.of(FileType.CONFIG, id)).isInstanceOf(IllegalArgumentException.class);
    }
}
