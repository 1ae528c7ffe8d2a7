package packhouse.storage.repack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import packhouse.storage.format.CompressionLevel;
import packhouse.storage.upkeep.Amount;

/** Which packs are rewritten. */
final class SelectionTest {

    private static final int SIZE = 1000;
    private static final PackFacts.Content DATA = new PackFacts.Content(true, false, false, true);
    private static final PackFacts.Content PLAIN = new PackFacts.Content(true, false, true, false);
    private static final PackFacts.Content TREES = new PackFacts.Content(false, true, false, true);
    private static final PackFacts.Content MIXED = new PackFacts.Content(true, true, false, true);

    private final long[] dropped = new long[8];
    private final PackFacts facts = new PackFacts(8);

    private RepackOptions options =
            new RepackOptions(new CompressionLevel(3), true, true, false, true, false, SIZE, 0, Duration.ZERO);

    private Selection propose(int version) {
        Selection selection = new Selection(facts, pack -> dropped[pack], options, version);
        selection.propose();
        return selection;
    }

    private void pack(int number, long size, PackFacts.Content content) {
        facts.set(number, size, 10, content);
    }

    @Test
    void aTwentiethOfDuplicatesIsWorthRewriting() {
        pack(0, SIZE, DATA);
        pack(1, SIZE, DATA);
        pack(2, SIZE, DATA);
        dropped[0] = SIZE / 20;
        dropped[1] = SIZE / 20 - 1;
        Selection selection = propose(2);
        assertThat(selection.chosen()).containsExactly(0);
        BitSet few = new BitSet();
        few.set(1);
        assertThat(selection.left()).isEqualTo(Map.of(Hindrance.FEW_DUPLICATES, few));
    }

    @Test
    void onlyVersionTwoCompresses() {
        pack(0, SIZE, PLAIN);
        pack(1, SIZE, MIXED);
        assertThat(propose(1).chosen()).containsExactly(1);
        assertThat(propose(2).chosen()).containsExactly(0, 1);
        assertThat(propose(2).reasons(all()))
                .isEqualTo(Map.of(
                        Reason.UNCOMPRESSED, new Amount(1, SIZE),
                        Reason.MIXED, new Amount(1, SIZE)));
    }

    @Test
    void whatWasNotAskedForIsNotDone() {
        pack(0, SIZE, PLAIN);
        pack(1, SIZE, DATA);
        dropped[1] = SIZE;
        options = new RepackOptions(new CompressionLevel(3), false, false, false, false, false, SIZE, 0, Duration.ZERO);
        Selection selection = propose(2);
        assertThat(selection.chosen()).isEmpty();
        assertThat(selection.left()).isEmpty();
    }

    @Test
    void nobodyKnowsWhetherCompressingIsWorthItButOfTrees() {
        pack(0, SIZE, PLAIN);
        pack(1, SIZE, new PackFacts.Content(false, true, true, false));
        pack(2, SIZE, PLAIN);
        dropped[2] = SIZE / 2;
        assertThat(propose(2).doubtful()).containsExactly(0);
    }

    @Test
    void smallPacksAreMergedIfTheyFillOne() {
        pack(0, SIZE / 2 - 1, DATA);
        pack(1, SIZE / 2 - 1, DATA);
        pack(2, SIZE / 2 - 1, TREES);
        Selection few = propose(2);
        few.mergeSmall();
        assertThat(few.chosen()).isEmpty();
        pack(3, 2, DATA);
        pack(4, SIZE / 2, DATA);
        Selection enough = propose(2);
        enough.mergeSmall();
        assertThat(enough.chosen()).containsExactly(0, 1, 3);
    }

    @Test
    void smallPacksGoWithOthersThatAreRewritten() {
        pack(0, SIZE / 4, DATA);
        pack(1, 2 * SIZE, DATA);
        dropped[1] = SIZE;
        Selection selection = propose(2);
        selection.mergeSmall();
        assertThat(selection.chosen()).containsExactly(0, 1);
    }

    @Test
    void whatIsHinderedIsLeftAlone() {
        pack(0, SIZE, PLAIN);
        pack(1, 1, DATA);
        pack(2, SIZE, PLAIN);
        facts.hinder(0, Hindrance.MARKED);
        facts.disable(1, Hindrance.MISSING);
        Selection selection = propose(2);
        selection.mergeSmall();
        selection.leave(2, Hindrance.YOUNG);
        assertThat(selection.chosen()).isEmpty();
        assertThat(selection.left()).containsOnlyKeys(Hindrance.MARKED, Hindrance.YOUNG);
    }

    @Test
    void aHundredthMustBeFreed() {
        pack(0, SIZE, DATA);
        pack(1, SIZE, DATA);
        dropped[0] = SIZE / 10;
        assertThat(propose(2).isWorthwhile(2 * SIZE / 100)).isTrue();
        assertThat(propose(2).isWorthwhile(2 * SIZE / 100 - 1)).isFalse();
        pack(2, 2, MIXED);
        assertThat(propose(2).isWorthwhile(0)).isTrue();
    }

    private static BitSet all() {
        BitSet all = new BitSet();
        all.set(0, 8);
        return all;
    }
}
