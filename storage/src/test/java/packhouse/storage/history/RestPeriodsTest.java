package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;

/** When a deleted file may be destroyed. */
final class RestPeriodsTest {

    private static final Instant DELETED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Optional<Instant> QUIET_LATER = Optional.of(DELETED.plus(Duration.ofDays(3)));

    private static Resting file(FileType type) {
        FileName name = type == FileType.CONFIG ? FileName.config() : FileName.of(type, new FileId(1, 2, 3, 4));
        return new Resting(1, name, 10, DELETED, Cause.DELETED);
    }

    private static Fate.State state(RestPeriods periods, FileType type, Optional<Instant> quiet, Duration age) {
        return periods.fate(file(type), quiet, DELETED.plus(age)).state();
    }

    @Test
    void snapshotsKeysAndTheConfigRestThirtyDays() {
        for (FileType type : new FileType[] {FileType.SNAPSHOTS, FileType.KEYS, FileType.CONFIG}) {
            assertThat(state(
                            RestPeriods.DEFAULT,
                            type,
                            Optional.empty(),
                            Duration.ofDays(30).minusMillis(1)))
                    .isEqualTo(Fate.State.RESTS);
            assertThat(state(RestPeriods.DEFAULT, type, Optional.empty(), Duration.ofDays(30)))
                    .isEqualTo(Fate.State.DUE);
        }
    }

    @Test
    void packsAndIndexFilesRestSevenDaysAndUntilHalfAnHourWithoutLocksHasPassedSince() {
        for (FileType type : new FileType[] {FileType.DATA, FileType.INDEX}) {
            Duration week = Duration.ofDays(7);
            assertThat(state(RestPeriods.DEFAULT, type, QUIET_LATER, week.minusMillis(1)))
                    .isEqualTo(Fate.State.RESTS);
            assertThat(state(RestPeriods.DEFAULT, type, Optional.empty(), week)).isEqualTo(Fate.State.WAITS_FOR_QUIET);
            Optional<Instant> half = Optional.of(DELETED.plus(Quiet.SPAN).minusMillis(1));
            assertThat(state(RestPeriods.DEFAULT, type, half, week)).isEqualTo(Fate.State.WAITS_FOR_QUIET);
            assertThat(state(RestPeriods.DEFAULT, type, Optional.of(DELETED.plus(Quiet.SPAN)), week))
                    .isEqualTo(Fate.State.DUE);
        }
    }

    @Test
    void packsNeverRestLongerThanSnapshots() {
        RestPeriods periods = new RestPeriods(Duration.ofDays(2), Duration.ofDays(7));
        assertThat(state(periods, FileType.DATA, QUIET_LATER, Duration.ofDays(2)))
                .isEqualTo(Fate.State.DUE);
    }

    @Test
    void locksAreNeverKeptAndWithAPeriodOfZeroNothingIs() {
        assertThat(RestPeriods.DEFAULT.keeps(FileType.LOCKS)).isFalse();
        assertThat(RestPeriods.DEFAULT.keeps(FileType.DATA)).isTrue();
        RestPeriods none = new RestPeriods(Duration.ZERO, Duration.ofDays(7));
        for (FileType type : FileType.values()) {
            assertThat(none.keeps(type)).isFalse();
        }
    }

    @Test
    void whatRestsAlreadyIsNotDestroyedBecauseTheTrashWasSwitchedOff() {
        RestPeriods none = new RestPeriods(Duration.ZERO, Duration.ZERO);
        assertThat(state(none, FileType.SNAPSHOTS, Optional.empty(), Duration.ofDays(29)))
                .isEqualTo(Fate.State.RESTS);
    }
}
