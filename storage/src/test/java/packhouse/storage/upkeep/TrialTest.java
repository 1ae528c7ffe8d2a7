package packhouse.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;
import packhouse.storage.upkeep.Trial.Effort;

/** How much is tried on which part of a sample. */
final class TrialTest {

    private static List<Sample.Copy> copies(int count, long length) {
        FileId id = new FileId(1, 2, 3, 4);
        return IntStream.range(0, count)
                .mapToObj(i -> new Sample.Copy(i, i, new PackEntry(BlobKind.DATA, id, 0, length, 0)))
                .toList();
    }

    private static Map<Effort, Long> efforts(List<Sample.Copy> copies) {
        return Trial.plan(copies).stream()
                .collect(
                        Collectors.groupingBy(Trial::effort, () -> new EnumMap<>(Effort.class), Collectors.counting()));
    }

    @Test
    void onFewBytesEverythingIsTried() {
        assertThat(efforts(copies(256, 8192))).isEqualTo(Map.of(Effort.THOROUGH, 256L));
        assertThat(efforts(copies(0, 1))).isEmpty();
    }

    @Test
    void aboveThatTheCostlyLevelsAreTriedOnSome() {
        assertThat(efforts(copies(120, 50_000))).isEqualTo(Map.of(Effort.WHOLE, 90L, Effort.THOROUGH, 30L));
    }

    @Test
    void ofManyBytesMostAreOnlyGlimpsedAt() {
        assertThat(efforts(copies(240, 500_000)))
                .isEqualTo(Map.of(Effort.GLIMPSE, 224L, Effort.WHOLE, 12L, Effort.THOROUGH, 4L));
    }

    @Test
    void theOrderStays() {
        List<Sample.Copy> copies = copies(50, 1_000_000);
        assertThat(Trial.plan(copies)).extracting(Trial::copy).isEqualTo(copies);
    }
}
