package packhouse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists go out in the letters that restic compares. */
final class ListingTest {

    private static final String HEX = "00ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b78";
    private static final FileId ID = FileId.parse(HEX).orElseThrow();

    @Test
    void versionTwoIsSpokenOnlyWhenAskedForExactly() {
        assertThat(Listing.negotiate("application/vnd.x.restic.rest.v2")).isEqualTo(Listing.V2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/json",
                "application/vnd.x.restic.rest.v1",
                "application/vnd.x.restic.rest.v3",
                "application/vnd.x.restic.rest.v2; q=1",
                "application/vnd.x.restic.rest.v2, */*",
                "Application/vnd.x.restic.rest.v2"
            })
    void everythingElseGetsVersionOne(String accept) {
        assertThat(Listing.negotiate(accept)).isEqualTo(Listing.V1);
    }

    @Test
    void theContentTypeHasNoParameter() {
        assertThat(Listing.V1.contentType()).isEqualTo("application/vnd.x.restic.rest.v1");
        assertThat(Listing.V2.contentType()).isEqualTo("application/vnd.x.restic.rest.v2");
    }

    @Test
    void versionOneNamesTheFile() {
        assertThat(entry(Listing.V1, 5)).isEqualTo("\"" + HEX + "\"");
    }

    @ParameterizedTest
    @CsvSource({"0", "9", "10", "99", "100", "16777216", "4294967296", "9223372036854775807"})
    void versionTwoNamesItAndTellsItsSize(long size) {
        assertThat(entry(Listing.V2, size)).isEqualTo("{\"name\":\"" + HEX + "\",\"size\":" + size + "}");
    }

    @ParameterizedTest
    @EnumSource
    void theLengthIsKnownBeforeAnythingIsWritten(Listing listing) {
        long seed = 20_260_103;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long size = random.nextLong() >>> (1 + random.nextInt(63));
            assertThat(entry(listing, size))
                    .as("seed %d, size %d", seed, size)
                    .hasSize(listing.entryBytes(size))
                    .hasSizeLessThan(Listing.MAX_ENTRY_BYTES);
        }
    }

    private static String entry(Listing listing, long size) {
        int offset = 3;
        byte[] target = new byte[offset + Listing.MAX_ENTRY_BYTES];
        int end = listing.writeEntry(ID, size, target, offset);
        return new String(target, offset, end - offset, StandardCharsets.US_ASCII);
    }
}
