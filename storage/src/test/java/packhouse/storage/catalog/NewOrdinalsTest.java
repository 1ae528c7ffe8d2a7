package packhouse.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Old ordinals become new ones as if somebody had written down each of them. */
final class NewOrdinalsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1",
        "1, 2, 2",
        "256, 1000, 1000",
        "255, 3, 1000",
        "20000, 2, 3",
        "20000, 900, 700",
        "20000, 1000000, 5000"
    })
    void areThoseThatWereTold(int older, int oneGoneOutOf, int oneAddedOutOf) {
        SplittableRandom random = new SplittableRandom(older + oneGoneOutOf);
        NewOrdinals ordinals = new NewOrdinals(older);
        int[] expected = new int[older];
        int now = 0;
        for (int old = 0; old < older; old++) {
            while (random.nextInt(oneAddedOutOf) == 0 && now < 2 * older) {
                ordinals.added(now++);
            }
            if (random.nextInt(oneGoneOutOf) == 0) {
                expected[old] = -1;
                ordinals.gone(old);
            } else {
                expected[old] = now;
                ordinals.kept(old, now++);
            }
        }
        ordinals.finish();
        for (int old = 0; old < older; old++) {
            assertThat(ordinals.of(old)).isEqualTo(expected[old]);
        }
    }
}
