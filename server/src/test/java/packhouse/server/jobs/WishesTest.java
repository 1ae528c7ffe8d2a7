package packhouse.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import packhouse.protocol.admin.RepackWish;
import packhouse.storage.format.Compression;
import packhouse.storage.format.CompressionLevel;
import packhouse.storage.repack.RepackOptions;

/** What a person says, and what the storage is asked to do. */
class WishesTest {

    private static RepackWish compression(String word) {
        return new RepackWish(word, false, false, false, false, 0, 0, Optional.empty());
    }

    @Test
    void whoSaysNothingMeansTheUsual() {
        assertThat(Wishes.options(RepackWish.USUAL)).isEqualTo(RepackOptions.USUAL);
    }

    @Test
    void whoNamesSomethingMeansOnlyThat() {
        RepackWish wish = new RepackWish("max", false, true, false, false, 64 << 20, 7, Optional.of(0L));

        assertThat(Wishes.objection(wish)).isEmpty();
        assertThat(Wishes.options(wish))
                .isEqualTo(new RepackOptions(
                        CompressionLevel.of(Compression.MAX),
                        false,
                        true,
                        true,
                        false,
                        false,
                        64 << 20,
                        7,
                        Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "19, 19", "fastest, 1", "better, 6"})
    void aWordIsALevel(String word, int level) {
        assertThat(Wishes.objection(compression(word))).isEmpty();
        assertThat(Wishes.options(compression(word)).compression().zstd()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"0", "20", "off", "best", "-1"})
    void whatIsNoLevelIsSaid(String word) {
        assertThat(Wishes.objection(compression(word)).orElseThrow()).contains("'" + word + "' is no compression");
    }

    @Test
    void sizesAndAgesHaveLimits() {
        assertThat(Wishes.objection(new RepackWish("", true, false, false, false, 1 << 20, 0, Optional.empty())))
                .isPresent();
        assertThat(Wishes.objection(new RepackWish("", true, false, false, false, 1L << 40, 0, Optional.empty())))
                .isPresent();
        assertThat(Wishes.objection(new RepackWish("", true, false, false, false, 0, -1, Optional.empty())))
                .isPresent();
        assertThat(Wishes.objection(new RepackWish("", true, false, false, false, 0, 0, Optional.of(-1L))))
                .isPresent();
    }
}
