package packhouse.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A set of bits is a set of numbers: it answers what a sorted set of the JDK answers. */
final class BitsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "63, 2",
        "64, 2",
        "65, 2",
        "511, 3",
        "512, 3",
        "513, 1",
        "5000, 1",
        "5000, 2",
        "5000, 40",
        "100000, 900"
    })
    void answersWhatASortedSetAnswers(int size, int oneOutOf) {
        Bits bits = new Bits(size);
        NavigableSet<Integer> numbers = fill(bits, oneOutOf);
        assertThat(bits.count()).isEqualTo(numbers.size());
        for (int i = 0; i < size; i++) {
            assertThat(bits.get(i)).isEqualTo(numbers.contains(i));
            Integer next = numbers.ceiling(i);
            assertThat(bits.next(i)).isEqualTo(next == null ? -1 : next);
        }
        assertThat(bits.next(size)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "63, 2",
        "64, 2",
        "65, 2",
        "511, 3",
        "512, 1",
        "513, 1",
        "5000, 1",
        "5000, 40",
        "100000, 900",
        "100000, 1"
    })
    void ranksAndPlacesAreThoseOfTheSortedNumbers(int size, int oneOutOf) {
        Bits bits = new Bits(size);
        NavigableSet<Integer> numbers = fill(bits, oneOutOf);
        Ranks ranks = new Ranks(bits);
        assertThat(ranks.count()).isEqualTo(numbers.size());
        int rank = 0;
        for (int i = 0; i < size; i++) {
            assertThat(ranks.rank(i)).isEqualTo(rank);
            if (numbers.contains(i)) {
                assertThat(ranks.select(rank)).isEqualTo(i);
                rank++;
            }
        }
        assertThat(ranks.rank(size)).isEqualTo(rank);
    }

    @ParameterizedTest
    @CsvSource({"1", "64", "777"})
    void addingTellsWhetherTheNumberIsNew(int size) {
        Bits bits = new Bits(size);
        assertThat(bits.add(size - 1)).isTrue();
        assertThat(bits.add(size - 1)).isFalse();
        bits.clear();
        assertThat(bits.add(size - 1)).isTrue();
        assertThat(bits.count()).isEqualTo(1);
    }

    private static NavigableSet<Integer> fill(Bits bits, int oneOutOf) {
        SplittableRandom random = new SplittableRandom(bits.size() + oneOutOf);
        TreeSet<Integer> numbers = new TreeSet<>();
        for (int i = 0; i < bits.size(); i++) {
            if (random.nextInt(oneOutOf) == 0) {
                bits.set(i);
                numbers.add(i);
            }
        }
        return numbers;
    }
}
