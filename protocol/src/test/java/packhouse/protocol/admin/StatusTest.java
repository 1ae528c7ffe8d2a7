package packhouse.protocol.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What can be said about the end of a phase. */
class StatusTest {

    private static Status status(long done, Optional<Long> total, long bytesDone, long bytesTotal) {
        return new Status("reading packs", "packs", done, total, bytesDone, bytesTotal, 10_000);
    }

    @Test
    void bytesCountWhereTheyAreWhatTakesTheTime() {
        Status status = status(9, Optional.of(10L), 100, 400);

        assertThat(status.share()).contains(0.25);
        assertThat(status.left()).contains(Duration.ofSeconds(30));
    }

    @Test
    void otherwiseItemsCount() {
        assertThat(status(5, Optional.of(10L), 100, 0).left()).contains(Duration.ofSeconds(10));
    }

    @Test
    void nobodyKnowsTheEndOfWhatHasNoTotalOrHasNotBegun() {
        assertThat(status(5, Optional.empty(), 100, 0).share()).isEmpty();
        assertThat(status(0, Optional.of(0L), 0, 0).share()).isEmpty();
        assertThat(status(0, Optional.of(10L), 0, 0).left()).isEmpty();
    }

    @Test
    void moreThanAllIsAll() {
        assertThat(status(11, Optional.of(10L), 0, 0).share()).contains(1.0);
        assertThat(status(11, Optional.of(10L), 0, 0).left()).contains(Duration.ZERO);
    }
}
