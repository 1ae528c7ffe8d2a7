package packhouse.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import packhouse.storage.format.BlobKind;

/** Which of several copies stays, and what is counted meanwhile. */
final class CopyChoiceTest {

    private static final boolean NEEDED = true;
    private static final boolean USELESS = false;

    private record Copy(int pack, long length, long rawLength) {}

    private record Blob(boolean needed, List<Copy> copies) {}

    private final List<Blob> blobs = new ArrayList<>();
    private final Tally tally = new Tally();
    private IntUnaryOperator order = pack -> pack;

    @Test
    void aPackThatStaysAnywayKeepsItsCopy() {
        blob(NEEDED, compressed(1, 100));
        blob(USELESS, compressed(0, 10));
        blob(NEEDED, compressed(0, 200), compressed(1, 200));
        Selection prune = choose().prune();
        assertThat(prune.keeps(0)).isFalse();
        assertThat(prune.keeps(1)).isTrue();
        assertThat(prune.dropped(0)).isEqualTo(210);
        assertThat(prune.dropped(1)).isZero();
    }

    @Test
    void aPackOfNothingButCopiesIsTheNewOneOfAPruneThatWasCutOff() {
        blob(USELESS, compressed(0, 10));
        blob(NEEDED, compressed(0, 200), compressed(1, 200));
        blob(NEEDED, compressed(0, 300), compressed(1, 300));
        Selection prune = choose().prune();
        assertThat(prune.keeps(0)).isFalse();
        assertThat(prune.keeps(1)).isTrue();
        assertThat(prune.droppedBytes()).isEqualTo(510);
    }

    @Test
    void theLastCopyStaysIfNoPackDeservesIt() {
        blob(USELESS, compressed(0, 10));
        blob(USELESS, compressed(1, 10));
        blob(NEEDED, compressed(0, 200), compressed(1, 200));
        CopyChoice choice = choose();
        assertThat(choice.prune().keeps(0)).isFalse();
        assertThat(choice.prune().keeps(1)).isTrue();
        assertThat(choice.keptByPrune()).isEqualTo(200);
    }

    @Test
    void whatCameTogetherStaysTogether() {
        blob(NEEDED, compressed(0, 100), compressed(1, 100));
        blob(NEEDED, compressed(1, 200), compressed(2, 200));
        order = pack -> 2 - pack;
        CopyChoice choice = choose();
        assertThat(choice.prune().keeps(0)).isFalse();
        assertThat(choice.prune().dropped(1)).isEqualTo(200);
        assertThat(choice.prune().keeps(2)).isTrue();
        assertThat(choice.repack().keeps(0)).isFalse();
    }

    @Test
    void pruneDropsAllCopiesOfWhatNobodyNeeds() {
        blob(USELESS, compressed(0, 10), compressed(1, 12));
        Selection prune = choose().prune();
        assertThat(prune.keeps(0) || prune.keeps(1)).isFalse();
        assertThat(prune.droppedBytes()).isEqualTo(22);
    }

    @Test
    void aRepackKeepsTheShortestCopy() {
        blob(NEEDED, plain(0, 500));
        blob(NEEDED, plain(0, 300), compressed(1, 200), compressed(2, 250));
        Selection repack = choose().repack();
        assertThat(repack.keeps(1)).isTrue();
        assertThat(repack.keeps(2)).isFalse();
        assertThat(repack.dropped(0)).isEqualTo(300);
        assertThat(repack.dropped(2)).isEqualTo(250);
    }

    @Test
    void aRepackPrefersAPackThatHoldsSomethingNowhereElse() {
        blob(USELESS, compressed(2, 50));
        blob(NEEDED, compressed(0, 200), compressed(1, 200), compressed(2, 200));
        Selection repack = choose().repack();
        assertThat(repack.keeps(0) || repack.keeps(1)).isFalse();
        assertThat(repack.dropped(2)).isZero();
    }

    @Test
    void theShortestCopyCountsAsUsed() {
        blob(NEEDED, plain(0, 332), compressed(1, 200));
        blob(USELESS, plain(0, 132), plain(1, 132));
        choose();
        DedupReport.Usage usage = tally.usage(7);
        assertThat(usage.used()).isEqualTo(new Amount(1, 200));
        assertThat(usage.usedPlainBytes()).isEqualTo(300);
        assertThat(usage.duplicate()).isEqualTo(new Amount(1, 332));
        assertThat(usage.unused()).isEqualTo(new Amount(2, 264));
        assertThat(usage.unreferencedPackBytes()).isEqualTo(7);
    }

    @Test
    void duplicatesCountWhetherOrNotTheyAreNeeded() {
        blob(NEEDED, plain(0, 332), compressed(1, 200));
        blob(USELESS, plain(0, 132), plain(1, 132));
        blob(NEEDED, compressed(0, 40));
        choose();
        assertThat(tally.repeated()).isEqualTo(2);
        assertThat(tally.extra()).isEqualTo(new Amount(2, 464));
        assertThat(tally.blobs()).isEqualTo(new DedupReport.Blobs(3, 0, new Amount(5, 836)));
        assertThat(tally.plain(BlobKind.DATA)).isEqualTo(new Amount(3, 596));
        assertThat(tally.mixed()).isEqualTo(new Amount(1, 532));
    }

    private static Copy plain(int pack, long length) {
        return new Copy(pack, length, 0);
    }

    private static Copy compressed(int pack, long length) {
        return new Copy(pack, length, 300);
    }

    private void blob(boolean needed, Copy... copies) {
        blobs.add(new Blob(needed, List.of(copies)));
    }

    private CopyChoice choose() {
        CopyChoice choice = new CopyChoice(3, order);
        for (Blob blob : blobs) {
            choice.look(places(blob));
            tally.add(places(blob));
        }
        for (Blob blob : blobs) {
            choice.choose(places(blob));
        }
        return choice;
    }

    private static Places places(Blob blob) {
        Places places = new Places();
        places.begin(BlobKind.DATA, blob.needed());
        blob.copies().forEach(copy -> places.add(copy.pack(), copy.length(), copy.rawLength()));
        return places;
    }
}
