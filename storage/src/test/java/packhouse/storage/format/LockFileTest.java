package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lock tells who works in a repository. */
final class LockFileTest {

    private static final String SHARED =
            "{\"time\":\"2024-03-01T10:20:30.123456789+01:00\",\"exclusive\":false,\"hostname\":\"h\","
                    + "\"username\":\"u\",\"pid\":4711,\"uid\":1000,\"gid\":100}";

    @Test
    void isReadAndWrittenAsClientsDo() throws IOException {
        LockFile lock = parse(SHARED);
        assertThat(lock)
                .isEqualTo(new LockFile(
                        OffsetDateTime.parse("2024-03-01T10:20:30.123456789+01:00"), false, "h", "u", 4711, 1000, 100));
        assertThat(json(lock)).isEqualTo(SHARED);
    }

    @Test
    void rootHasNoNumbers() throws IOException {
        String root =
                "{\"time\":\"2024-03-01T10:20:30Z\",\"exclusive\":true,\"hostname\":\"\",\"username\":\"\",\"pid\":1}";
        assertThat(json(parse(root))).isEqualTo(root);
    }

    @Test
    void aRefreshChangesTheTimeOnly() throws IOException {
        OffsetDateTime later = OffsetDateTime.parse("2024-03-01T10:25:30Z");
        assertThat(json(parse(SHARED).refreshed(later)))
                .isEqualTo(SHARED.replaceFirst("2024[^\"]*", "2024-03-01T10:25:30Z"));
    }

    @Test
    void unknownMembersArePassedOver() throws IOException {
        assertThat(parse(SHARED.replaceFirst("\\{", "{\"later\":[{}],"))).isEqualTo(parse(SHARED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"time\":null}",
                "{\"time\":\"now\"}",
                "{\"time\":1}",
                "{\"time\":\"2024-03-01T10:20:30Z\",\"exclusive\":1}",
                "{\"time\":\"2024-03-01T10:20:30Z\",\"pid\":1.5}",
                "{\"time\":\"2024-03-01T10:20:30Z\",\"Time\":\"2024-03-01T10:20:30Z\"}"
            })
    void whatIsNoLockIsRefused(String json) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(FormatException.Corrupt.class)
                .hasMessageStartingWith("locks/0: ");
    }

    private static LockFile parse(String json) throws IOException {
        return LockFile.parse(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "locks/0");
    }

    private static String json(LockFile lock) {
        return new String(lock.toJson(), StandardCharsets.UTF_8);
    }
}
