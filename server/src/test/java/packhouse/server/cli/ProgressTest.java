package packhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import packhouse.protocol.admin.Status;

/** How far long work has come, on one line. */
class ProgressTest {

    private static final long MIB = 1024 * 1024;

    private final StringWriter text = new StringWriter();
    private long nanos;

    private Display display(boolean watched) {
        return new Display(new PrintWriter(text), "check alice/laptop", watched, () -> nanos);
    }

    private static Status packs(long done) {
        return new Status("reading packs", "packs", done, Optional.of(3220L), done * 16 * MIB, 3220 * 16 * MIB, 30_000);
    }

    @Test
    void theLineHasPhaseShareCountRateAndTheTimeLeft() {
        assertThat(ProgressLine.of("check a", packs(1333)))
                .isEqualTo("check a  reading packs  41.3 %  1 333 of 3 220 packs  711 MiB/s  ETA 43 s");
    }

    @Test
    void whatNobodyKnowsIsLeftOut() {
        Status status = new Status("sorting", "blobs", 5_000, Optional.empty(), 0, 0, 2_500);

        assertThat(ProgressLine.of("dedup a", status)).isEqualTo("dedup a  sorting  5 000 blobs  2 000/s");
    }

    @Test
    void aRateIsNotToldTooEarly() {
        Status status = new Status("sorting", "blobs", 5, Optional.of(10L), 0, 0, 100);

        assertThat(ProgressLine.of("dedup a", status)).isEqualTo("dedup a  sorting  50.0 %  5 of 10 blobs");
    }

    @Test
    void whatIsNotDoneIsNotAHundredPercent() {
        Status status = new Status("sorting", "blobs", 99_999, Optional.of(100_000L), 0, 0, 100);

        assertThat(ProgressLine.of("dedup a", status)).contains(" 99.9 % ");
    }

    @Test
    void theLineFitsTheNarrowestTerminal() {
        assertThat(ProgressLine.of("check " + "a".repeat(100), packs(1))).hasSize(79);
    }

    @Test
    void onATerminalOneLineIsDrawnAgainAndMakesRoomForOtherText() {
        Display display = display(true);
        display.show(packs(1));
        display.show(packs(2));
        display.clear();
        display.clear();

        assertThat(text.toString())
                .isEqualTo("\r" + ProgressLine.of("check alice/laptop", packs(1)) + "\u001b[K\r"
                        + ProgressLine.of("check alice/laptop", packs(2)) + "\u001b[K\r\u001b[K");
    }

    @Test
    void elsewhereALineIsPrintedEveryThirtySeconds() {
        Display display = display(false);
        for (int i = 0; i < 95; i++) {
            nanos = Duration.ofSeconds(i).toNanos();
            display.show(packs(i));
        }
        display.clear();

        assertThat(text.toString().lines())
                .containsExactly(
                        ProgressLine.of("check alice/laptop", packs(30)),
                        ProgressLine.of("check alice/laptop", packs(60)),
                        ProgressLine.of("check alice/laptop", packs(90)));
    }
}
