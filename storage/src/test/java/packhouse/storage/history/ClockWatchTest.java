package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import packhouse.storage.TestClock;

/** A clock is trusted after a while, and less once it leapt. */
final class ClockWatchTest {

    private final TestClock clock = new TestClock();
    private long nanos = Long.MAX_VALUE - 5;
    private final ClockWatch watch = new ClockWatch(clock, () -> nanos);

    private void pass(Duration time) {
        clock.advance(time);
        nanos += time.toNanos();
    }

    @Test
    void itIsNotTrustedInTheFirstHour() {
        pass(Duration.ofMinutes(59));
        assertThat(watch.look()).contains(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(1));
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void aLeapAheadHasToBeConfirmedByADayThatPasses() {
        pass(Duration.ofHours(2));
        assertThat(watch.look()).isEmpty();
        clock.advance(Duration.ofDays(400));
        assertThat(watch.look()).contains(Duration.ofDays(1));
        pass(Duration.ofHours(23));
        assertThat(watch.look()).contains(Duration.ofHours(1));
        pass(Duration.ofHours(1));
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void aClockThatIsPutRightByLessThanADayOrBackIsTrustedOn() {
        pass(Duration.ofHours(2));
        clock.advance(Duration.ofHours(24));
        assertThat(watch.look()).isEmpty();
        clock.advance(Duration.ofDays(-300));
        assertThat(watch.look()).isEmpty();
    }
}
