package packhouse.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.storage.upkeep.PackChoice.Packs;

/** Which packs a check reads, in the words of restic's options. */
final class ReadDataTest {

    private static final RandomGenerator RANDOM = new SplittableRandom(3);

    @Test
    void aPartIsTwoNumbers() {
        assertThat(ReadData.parse("1/1")).contains(new ReadData.Part(1, 1));
        assertThat(ReadData.parse("7/256")).contains(new ReadData.Part(7, 256));
    }

    @Test
    void aShareIsAPercentage() {
        assertThat(ReadData.parse("5%")).contains(new ReadData.Percent(5));
        assertThat(ReadData.parse("0.25%")).contains(new ReadData.Percent(0.25));
        assertThat(ReadData.parse("100%")).contains(new ReadData.Percent(100));
    }

    @Test
    void aSizeCountsInPowersOfTwo() {
        assertThat(ReadData.parse("12")).contains(new ReadData.Size(12));
        assertThat(ReadData.parse("50M")).contains(new ReadData.Size(50L << 20));
        assertThat(ReadData.parse("2t")).contains(new ReadData.Size(2L << 40));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0/3",
                "4/3",
                "1/257",
                "1/",
                "/2",
                "0%",
                "101%",
                "-1%",
                "%",
                "0",
                "M",
                "5X",
                "5 %",
                "1e3",
                "999999999999999999T",
                "100.5%",
                "NaN%"
            })
    void anythingElseMeansNothing(String text) {
        assertThat(ReadData.parse(text)).isEmpty();
    }

    @Test
    void theShareOfAPackIsDecidedByItsFirstByte() throws IOException {
        Packs packs = packs(1000);
        BitSet seen = new BitSet();
        for (int n = 1; n <= 7; n++) {
            BitSet chosen = PackChoice.choose(new ReadData.Part(n, 7), packs, RANDOM);
            for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
                assertThat(packs.firstByte(i) % 7).isEqualTo(n - 1);
            }
            assertThat(seen.intersects(chosen)).isFalse();
            seen.or(chosen);
        }
        assertThat(seen.cardinality()).isEqualTo(1000);
    }

    @Test
    void aPercentageTakesSoManyPacks() throws IOException {
        assertThat(choose(new ReadData.Percent(12.5), packs(1000))).isEqualTo(125);
        assertThat(choose(new ReadData.Percent(100), packs(1000))).isEqualTo(1000);
    }

    @Test
    void evenTheSmallestShareIsAPack() throws IOException {
        assertThat(choose(new ReadData.Percent(0.001), packs(10))).isEqualTo(1);
        assertThat(choose(new ReadData.Percent(50), packs(0))).isZero();
    }

    @Test
    void aSizeIsTheShareOfAllBytes() throws IOException {
        Packs packs = packs(1000);
        assertThat(choose(new ReadData.Size(packs.bytes() / 4), packs)).isBetween(249, 250);
        assertThat(choose(new ReadData.Size(packs.bytes()), packs)).isEqualTo(1000);
    }

    @Test
    void everyPackHasItsTurnSooner() throws IOException {
        BitSet ever = new BitSet();
        for (int i = 0; i < 500; i++) {
            ever.or(PackChoice.choose(new ReadData.Percent(10), packs(50), RANDOM));
        }
        assertThat(ever.cardinality()).isEqualTo(50);
    }

    @Test
    void noneIsNoneAndAllIsAll() throws IOException {
        assertThat(choose(new ReadData.None(), packs(5))).isZero();
        assertThat(choose(new ReadData.All(), packs(5))).isEqualTo(5);
    }

    private static int choose(ReadData wanted, Packs packs) throws IOException {
        return PackChoice.choose(wanted, packs, RANDOM).cardinality();
    }

    /** Packs of 16 MiB with names at random. */
    private static Packs packs(int count) {
        int[] firsts = RANDOM.ints(count, 0, 256).toArray();
        return new Packs() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public long bytes() {
                return (16L << 20) * count;
            }

            @Override
            public int firstByte(int i) {
                return firsts[i];
            }
        };
    }
}
