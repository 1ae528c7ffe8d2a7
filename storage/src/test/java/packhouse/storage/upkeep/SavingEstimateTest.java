package packhouse.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import packhouse.storage.format.Compression;
import packhouse.storage.upkeep.DedupReport.Saving;

/** What a sample tells about everything, and how sure it is. */
final class SavingEstimateTest {

    private static final long SEED = 20_261_124;

    private final SplittableRandom random = new SplittableRandom(SEED);

    private record Item(long size, long saved) {}

    @Test
    void aSampleOfEverythingIsExact() {
        SavingEstimate estimate = new SavingEstimate(new Amount(3, 600));
        estimate.add(100, 10);
        estimate.add(200, 150);
        estimate.add(300, -5);
        assertThat(estimate.saving()).isEqualTo(new Saving(155, 0));
    }

    @Test
    void withoutASampleNothingIsKnown() {
        assertThat(new SavingEstimate(new Amount(10, 1000)).saving().bytes()).isZero();
        assertThat(new SavingEstimate(new Amount(10, 1000)).saving().error()).isEqualTo(1000);
    }

    @Test
    void nothingSavesNothing() {
        assertThat(new SavingEstimate(Amount.NONE).saving()).isEqualTo(new Saving(0, 0));
    }

    @Test
    void itemsThatAreAllAlikeLeaveNoDoubt() {
        SavingEstimate estimate = new SavingEstimate(new Amount(1000, 500_000));
        for (int i = 0; i < 10; i++) {
            estimate.add(500, 100);
        }
        assertThat(estimate.saving()).isEqualTo(new Saving(100_000, 0));
    }

    @Test
    void theTruthLiesWithinTheErrorInNineteenOfTwentySamples() {
        List<Item> items = items(5000);
        Amount all =
                new Amount(items.size(), items.stream().mapToLong(Item::size).sum());
        long truth = items.stream().mapToLong(Item::saved).sum();
        int hits = 0;
        int runs = 1000;
        for (int run = 0; run < runs; run++) {
            Saving saving = sample(items, all, 40);
            hits += Math.abs(saving.bytes() - truth) <= saving.error() ? 1 : 0;
        }
        assertThat((double) hits / runs).as("seed %s", SEED).isCloseTo(0.95, within(0.04));
    }

    @Test
    void aSampleFourTimesAsLargeHalvesTheError() {
        List<Item> items = items(50_000);
        Amount all =
                new Amount(items.size(), items.stream().mapToLong(Item::size).sum());
        double small = 0;
        double large = 0;
        for (int run = 0; run < 200; run++) {
            small += sample(items, all, 50).error();
            large += sample(items, all, 200).error();
        }
        assertThat(small / large).as("seed %s", SEED).isCloseTo(2, within(0.25));
    }

    @Test
    void errorsOfDifferentItemsPartlyCancel() {
        assertThat(SavingEstimate.sum(new Saving(10, 3), new Saving(20, 4))).isEqualTo(new Saving(30, 5));
    }

    @Test
    void heavyItemsAreDrawnMoreOften() {
        int[] drawn = new int[20];
        for (int run = 0; run < 20_000; run++) {
            WeightedSample<Integer> sample = new WeightedSample<>(1);
            for (int i = 0; i < drawn.length; i++) {
                int item = i;
                sample.offer(i + 1, random.nextLong(), () -> item);
            }
            drawn[sample.drawn().get(0)]++;
        }
        for (int i = 0; i < drawn.length; i++) {
            double expected = 20_000.0 * (i + 1) / 210;
            assertThat((double) drawn[i]).as("seed %s", SEED).isCloseTo(expected, within(5 * Math.sqrt(expected)));
        }
    }

    @Test
    void aShortStreamIsDrawnWhole() {
        WeightedSample<String> sample = new WeightedSample<>(5);
        sample.offer(1, random.nextLong(), () -> "a");
        sample.offer(1000, random.nextLong(), () -> "b");
        assertThat(sample.drawn()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void costlyTrialsAreToldFromWhatTheyAddToCheapOnes() {
        Savings savings = new Savings(new Amount(1000, 1_000_000));
        Savings cheap = new Savings(new Amount(1000, 1_000_000));
        for (int i = 0; i < 160; i++) {
            long glimpsed = 300L + random.nextInt(200);
            Map<Compression, Long> saved = new EnumMap<>(Compression.class);
            if (i % 4 == 0) {
                saved.put(Compression.FASTEST, glimpsed + 30);
                saved.put(Compression.AUTO, glimpsed + 70);
            }
            if (i % 16 == 0) {
                saved.put(Compression.BETTER, glimpsed + 80);
                saved.put(Compression.MAX, glimpsed + 100);
            }
            savings.add(1000, glimpsed, saved);
            saved.put(Compression.AUTO, glimpsed);
            cheap.add(1000, glimpsed, saved);
        }
        Saving glimpse = cheap.at(Compression.AUTO);
        assertThat(glimpse.error()).isPositive();
        assertThat(savings.at(Compression.FASTEST)).isEqualTo(new Saving(glimpse.bytes() + 30_000, glimpse.error()));
        assertThat(savings.at(Compression.AUTO)).isEqualTo(new Saving(glimpse.bytes() + 70_000, glimpse.error()));
        assertThat(savings.at(Compression.BETTER)).isEqualTo(new Saving(glimpse.bytes() + 80_000, glimpse.error()));
        assertThat(savings.at(Compression.MAX)).isEqualTo(new Saving(glimpse.bytes() + 100_000, glimpse.error()));
        assertThat(savings.at(Compression.OFF)).isEqualTo(new Saving(0, 0));
    }

    /** Pieces that tell much about the whole, but not all: what one of 8 shows of it is part of the error. */
    @Test
    void theTruthLiesWithinTheErrorOfSeveralStepsToo() {
        List<Item> items = items(5000);
        Amount all =
                new Amount(items.size(), items.stream().mapToLong(Item::size).sum());
        long truth = items.stream().mapToLong(Item::saved).sum();
        int hits = 0;
        int runs = 1000;
        for (int run = 0; run < runs; run++) {
            Saving saving = inSteps(items, all, 160, 8);
            hits += Math.abs(saving.bytes() - truth) <= saving.error() ? 1 : 0;
        }
        assertThat((double) hits / runs).as("seed %s", SEED).isBetween(0.91, 0.995);
    }

    private Saving inSteps(List<Item> items, Amount all, int size, int step) {
        WeightedSample<Item> sample = new WeightedSample<>(size);
        items.forEach(item -> sample.offer(SavingEstimate.weight(item.size()), random.nextLong(), () -> item));
        Savings savings = new Savings(all);
        List<Item> drawn = sample.drawn();
        for (int i = 0; i < drawn.size(); i++) {
            Item item = drawn.get(i);
            long glimpsed = Math.round(item.saved() - item.size() * random.nextDouble(-0.05, 0.15));
            savings.add(item.size(), glimpsed, i % step == 0 ? Map.of(Compression.AUTO, item.saved()) : Map.of());
        }
        return savings.at(Compression.AUTO);
    }

    /** As of files: most are small, most bytes are in large ones; most compress to a half or so, a fifth not at all. */
    private List<Item> items(int count) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long size = Math.round(Math.exp(random.nextDouble(7, 13)));
            double ratio = random.nextInt(5) == 0 ? -0.001 : 0.3 + 0.5 * random.nextDouble();
            items.add(new Item(size, Math.round(size * ratio)));
        }
        return items;
    }

    private Saving sample(List<Item> items, Amount all, int size) {
        WeightedSample<Item> sample = new WeightedSample<>(size);
        items.forEach(item -> sample.offer(SavingEstimate.weight(item.size()), random.nextLong(), () -> item));
        SavingEstimate estimate = new SavingEstimate(all);
        sample.drawn().forEach(item -> estimate.add(item.size(), item.saved()));
        return estimate.saving();
    }
}
