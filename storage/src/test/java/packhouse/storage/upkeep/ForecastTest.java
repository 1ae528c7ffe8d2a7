package packhouse.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import packhouse.storage.upkeep.DedupReport.Forecast;

/** What prune and repack would do with packs of which the waste is known. */
final class ForecastTest {

    private static final long LARGE = 16 << 20;
    private static final long MIB = 1 << 20;

    private PackShapes packs = new PackShapes(0);
    private Selection selection = new Selection(0, true);

    @Test
    void anEmptyRepositoryHasNothingToGive() {
        packs(0);
        assertThat(prune(0)).isEqualTo(new Forecast(Amount.NONE, Amount.NONE, 0, 0, true));
        assertThat(packs.smallLimit()).isZero();
    }

    @Test
    void aPackThatNobodyNeedsGoes() {
        packs(2);
        keep(0);
        selection.drop(1, LARGE - 100);
        assertThat(prune(LARGE)).isEqualTo(new Forecast(new Amount(1, LARGE), Amount.NONE, 0, LARGE - 100, true));
    }

    @Test
    void aFileThatNoIndexListsGoesToo() {
        packs(1);
        keep(0);
        Forecast forecast = PruneForecast.of(packs, selection, LARGE, new Amount(3, 999), 2, true);
        assertThat(forecast.removed()).isEqualTo(new Amount(3, 999));
        assertThat(forecast.freedBytes()).isEqualTo(999);
    }

    @Test
    void aListedPackThatIsNotThereFreesNoFile() {
        packs(1);
        packs.set(0, LARGE, true, false, false, false);
        selection.drop(0, LARGE - 100);
        assertThat(prune(LARGE).removed()).isEqualTo(Amount.NONE);
    }

    @Test
    void aLittleWasteIsTolerated() {
        packs(20);
        IntStream.range(0, 20).forEach(this::keep);
        selection.drop(4, 10 * MIB);
        assertThat(prune(200 * MIB).repacked()).isEqualTo(Amount.NONE);
        assertThat(prune(180 * MIB).repacked()).isEqualTo(new Amount(1, LARGE));
    }

    @Test
    void theMostWastefulPackIsRewrittenFirst() {
        packs(20);
        IntStream.range(0, 20).forEach(this::keep);
        selection.drop(3, 2 * MIB);
        selection.drop(4, 10 * MIB);
        selection.drop(5, 9 * MIB);
        Forecast forecast = prune(200 * MIB);
        assertThat(forecast.repacked()).isEqualTo(new Amount(2, 2 * LARGE));
        assertThat(forecast.freedBytes()).isEqualTo(19 * MIB);
        assertThat(forecast.writtenBytes()).isEqualTo(2 * LARGE - 19 * MIB);
    }

    @Test
    void wasteInTreesIsNeverTolerated() {
        packs(20);
        IntStream.range(0, 20).forEach(this::keep);
        packs.set(7, LARGE, false, true, false, true);
        selection.drop(7, 1);
        assertThat(prune(LARGE).repacked()).isEqualTo(new Amount(1, LARGE));
    }

    @Test
    void plainTreesAreCompressedWhereThatIsPossible() {
        packs(1);
        keep(0);
        packs.set(0, LARGE, false, true, true, true);
        assertThat(prune(LARGE).repacked()).isEqualTo(new Amount(1, LARGE));
        assertThat(PruneForecast.of(packs, selection, LARGE, Amount.NONE, 1, true)
                        .repacked())
                .isEqualTo(Amount.NONE);
    }

    @Test
    void tenSmallPacksAreMergedAndNineAreNot() {
        packs(30);
        IntStream.range(0, 30).forEach(this::keep);
        IntStream.range(0, 9).forEach(pack -> packs.set(pack, MIB, true, false, false, true));
        assertThat(prune(LARGE).repacked()).isEqualTo(Amount.NONE);
        packs.set(9, MIB, true, false, false, true);
        assertThat(prune(LARGE).repacked()).isEqualTo(new Amount(10, 10 * MIB));
    }

    @Test
    void smallIsWhatIsFarBelowMostPacks() {
        packs(100);
        IntStream.range(0, 3).forEach(pack -> packs.set(pack, 10 * MIB, true, false, false, true));
        assertThat(packs.smallLimit()).isEqualTo(LARGE * 4 / 5);
        packs.set(3, 10 * MIB, true, false, false, true);
        assertThat(packs.smallLimit()).isEqualTo(8 * MIB);
        IntStream.range(0, 50).forEach(pack -> packs.set(pack, MIB, true, false, false, true));
        assertThat(packs.smallLimit()).isEqualTo(4 * MIB * 4 / 5);
    }

    @Test
    void theLimitIsThatOfAllSizesInOrder() {
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 100; run++) {
            int count = 1 + random.nextInt(300);
            packs(count);
            long[] sizes = random.longs(count, 5 * MIB, 1L << 32).toArray();
            for (int pack = 0; pack < count; pack++) {
                packs.set(pack, sizes[pack], true, false, false, true);
            }
            Arrays.sort(sizes);
            assertThat(packs.smallLimit()).isEqualTo(sizes[count * 3 / 100] * 4 / 5);
        }
    }

    @Test
    void whatOnlyWaitsToBeDeletedIsNoPack() {
        packs(2);
        keep(0);
        packs.set(1, LARGE, false, false, false, true);
        assertThat(prune(LARGE)).isEqualTo(new Forecast(Amount.NONE, Amount.NONE, 0, 0, true));
        assertThat(repack(2)).isEqualTo(new Forecast(Amount.NONE, Amount.NONE, 0, 0, true));
    }

    @Test
    void aRepackTakesEveryRedundantCopyAndEveryPlainBlob() {
        packs(4);
        IntStream.range(0, 3).forEach(this::keep);
        selection.drop(0, MIB);
        selection.drop(3, LARGE - 100);
        packs.set(1, LARGE, true, false, true, true);
        assertThat(repack(2))
                .isEqualTo(new Forecast(
                        new Amount(1, LARGE), new Amount(2, 2 * LARGE), 2 * LARGE - MIB, LARGE - 100 + MIB, true));
        assertThat(repack(1).repacked()).isEqualTo(new Amount(1, LARGE));
    }

    @Test
    void aRepackMergesTwoSmallPacksAndLeavesOneAlone() {
        packs(3);
        IntStream.range(0, 3).forEach(this::keep);
        packs.set(0, MIB, true, false, false, true);
        assertThat(repack(2).repacked()).isEqualTo(Amount.NONE);
        packs.set(1, MIB, true, false, false, true);
        assertThat(repack(2).repacked()).isEqualTo(new Amount(2, 2 * MIB));
    }

    /** Large packs of compressed data, all of them there. */
    private void packs(int count) {
        packs = new PackShapes(count);
        selection = new Selection(count, true);
        IntStream.range(0, count).forEach(pack -> packs.set(pack, LARGE, true, false, false, true));
    }

    private void keep(int pack) {
        selection.keep(pack);
    }

    private Forecast prune(long usedBytes) {
        return PruneForecast.of(packs, selection, usedBytes, Amount.NONE, 2, true);
    }

    private Forecast repack(int version) {
        return RepackForecast.of(packs, selection, version, true);
    }
}
