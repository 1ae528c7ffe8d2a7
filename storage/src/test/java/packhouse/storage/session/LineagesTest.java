package packhouse.storage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;

final class LineagesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Guest ALICE = guest(1, false);
    private static final Guest BOB = guest(2, false);
    private static final Guest PRUNE = guest(3, true);

    private final Lineages lineages = new Lineages();
    private Instant wall = START;
    private long nanos = 77;

    private static Guest guest(int number, boolean exclusive) {
        return new Guest(new FileId(9, 9, 9, number), exclusive, "host-" + number + ", user u, pid 1");
    }

    private static FileId lock(int number) {
        return new FileId(number, 0, 0, 7);
    }

    private Moment now() {
        return new Moment(wall, nanos);
    }

    private void pass(Duration span) {
        wall = wall.plus(span);
        nanos += span.toNanos();
        lineages.meet(now());
    }

    private void minutes(int minutes) {
        pass(Duration.ofMinutes(minutes));
    }

    private void came(int lock, Guest guest) {
        lineages.came(lock(lock), Optional.of(guest), wall, now());
    }

    private void cameSealed(int lock) {
        lineages.came(lock(lock), Optional.empty(), wall, now());
    }

    private void went(int lock) {
        lineages.went(lock(lock), now());
    }

    private boolean haveEnded(Instant time) {
        return lineages.oldest(now()).filter(since -> !since.isAfter(time)).isEmpty();
    }

    @Test
    void refreshingALockGoesOnWithItsSession() {
        came(1, ALICE);
        minutes(5);
        came(2, ALICE);
        went(1);
        assertThat(lineages.oldest(now())).contains(START);
        assertThat(lineages.live(now())).hasSize(1);
    }

    @Test
    void aSessionEndsHalfAnHourAfterItsLastLock() {
        came(1, ALICE);
        minutes(1);
        went(1);
        pass(Lineages.GRACE.minusMillis(1));
        assertThat(haveEnded(START)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(haveEnded(START)).isTrue();
        assertThat(lineages.live(now())).isEmpty();
    }

    @Test
    void aSessionWhoseLockSomebodyElseRemovedComesBackAsTheSame() {
        came(1, ALICE);
        minutes(2);
        went(1);
        minutes(20);
        came(2, ALICE);
        assertThat(lineages.oldest(now())).contains(START);
    }

    @Test
    void whoComesAfterTheEndIsSomebodyNew() {
        came(1, ALICE);
        went(1);
        minutes(30);
        came(2, ALICE);
        assertThat(lineages.oldest(now())).contains(START.plus(Lineages.GRACE));
    }

    @Test
    void oneSessionsEndIsNotAnothers() {
        came(1, ALICE);
        minutes(10);
        came(2, BOB);
        went(1);
        minutes(30);
        assertThat(haveEnded(START)).isTrue();
        assertThat(haveEnded(START.plus(Duration.ofMinutes(10)))).isFalse();
    }

    @Test
    void twoSessionsThatLookAlikeAreOne() {
        came(1, ALICE);
        minutes(10);
        came(2, ALICE);
        minutes(10);
        went(1);
        minutes(60);
        assertThat(lineages.oldest(now())).contains(START);
    }

    @Test
    void aLockThatWasNotReadMayBeAnybodys() {
        came(1, ALICE);
        minutes(10);
        cameSealed(2);
        went(1);
        minutes(40);
        assertThat(lineages.oldest(now())).as("it may go on with the first").contains(START);
    }

    @Test
    void whoComesAfterALockThatWasNotReadMayGoOnWithIt() {
        cameSealed(1);
        went(1);
        minutes(10);
        came(2, ALICE);
        assertThat(lineages.oldest(now())).contains(START);
        went(2);
        minutes(30);
        came(3, ALICE);
        assertThat(lineages.oldest(now())).contains(wall);
    }

    @Test
    void lockReadLaterKeepsTheBeginningItMayHaveHad() {
        came(1, ALICE);
        minutes(10);
        cameSealed(2);
        minutes(1);
        came(2, BOB);
        went(1);
        minutes(40);
        assertThat(lineages.oldest(now())).contains(START);
        assertThat(lineages.live(now()).get(0).name()).isEqualTo(BOB.name());
    }

    @Test
    void aClockPutBackMakesSessionsOlderAndNeverEndsThem() {
        minutes(600);
        came(1, ALICE);
        went(1);
        wall = START;
        assertThat(lineages.meet(now())).isTrue();
        assertThat(haveEnded(START))
                .as("what is committed now comes after it began")
                .isFalse();
        minutes(29);
        assertThat(lineages.live(now())).hasSize(1);
        minutes(1);
        assertThat(lineages.live(now())).isEmpty();
    }

    @Test
    void aClockPutAheadEndsNobody() {
        came(1, ALICE);
        went(1);
        wall = wall.plus(Duration.ofDays(365));
        lineages.meet(now());
        assertThat(lineages.live(now())).hasSize(1);
    }

    @Test
    void anExclusiveLockCountsForHalfAnHourAfterItCame() {
        came(1, ALICE);
        came(2, PRUNE);
        assertThat(lineages.exclusive(Sessions.EXCLUSIVE, now()))
                .map(Session::name)
                .contains(PRUNE.name());
        pass(Sessions.EXCLUSIVE.minusMillis(1));
        assertThat(lineages.exclusive(Sessions.EXCLUSIVE, now())).isPresent();
        pass(Duration.ofMillis(1));
        assertThat(lineages.exclusive(Sessions.EXCLUSIVE, now())).isEmpty();
        came(3, PRUNE);
        assertThat(lineages.exclusive(Sessions.EXCLUSIVE, now())).isPresent();
        went(3);
        assertThat(lineages.exclusive(Sessions.EXCLUSIVE, now())).isEmpty();
    }

    @Test
    void aLockThatWasNotReadMayBeExclusive() {
        cameSealed(1);
        assertThat(lineages.exclusive(Sessions.EXCLUSIVE, now())).isPresent();
        came(1, ALICE);
        assertThat(lineages.exclusive(Sessions.EXCLUSIVE, now())).isEmpty();
    }

    @Test
    void withoutAJournalEverybodyMayHaveBeenThereBefore() {
        lineages.restoreNothing(now());
        came(1, ALICE);
        assertThat(lineages.oldest(now())).contains(Instant.EPOCH);
        assertThat(lineages.live(now()).get(0).words(wall)).contains("since before the server knew of it");
    }

    @Test
    void aRestartForgetsNoBeginning() {
        came(1, ALICE);
        minutes(5);
        came(2, BOB);
        minutes(5);
        went(1);
        List<Lineages.Line> written = lineages.lines(now());
        Lineages next = new Lineages();
        wall = wall.plus(Duration.ofMinutes(100));
        nanos = -5;
        next.restore(written, now());
        next.only(Set.of(lock(2)), now());
        assertThat(next.live(now()))
                .extracting(Session::since)
                .containsExactly(START, START.plus(Duration.ofMinutes(5)));
        pass(Lineages.GRACE);
        next.meet(now());
        assertThat(next.live(now()))
                .as("one came back in time, the other did not")
                .hasSize(1);
    }

    @Test
    void moreLocksThanCanBeToldApartEndNobody() {
        for (int i = 0; i <= Lineages.MAX_LOCKS; i++) {
            came(i, ALICE);
        }
        assertThat(lineages.isCrowded()).isTrue();
        assertThat(lineages.oldest(now())).contains(Instant.EPOCH);
        lineages.only(Set.of(lock(1)), now());
        assertThat(lineages.isCrowded()).isFalse();
        assertThat(lineages.oldest(now())).contains(START);
    }

    @Test
    void moreSessionsThanCanBeToldApartBecomeOne() {
        for (int i = 0; i < 2 * Lineages.MAX_LINEAGES; i++) {
            came(1, guest(i, false));
            went(1);
            pass(Duration.ofMillis(1));
        }
        assertThat(lineages.live(now())).hasSizeLessThanOrEqualTo(Lineages.MAX_LINEAGES);
        assertThat(lineages.oldest(now())).contains(START);
    }

    @Test
    void sessionsAreToldInWords() {
        came(1, ALICE);
        minutes(192);
        assertThat(lineages.live(now()).get(0).words(wall))
                .isEqualTo("host-1, user u, pid 1, since 3 h 12 min, its lock not refreshed for 3 h 12 min");
        went(1);
        assertThat(lineages.live(now()).get(0).words(wall))
                .isEqualTo("host-1, user u, pid 1, since 3 h 12 min, its lock is gone");
        assertThat(lineages.olderThan(Sessions.DEAD, now())).isEmpty();
    }

    @Test
    void aLockThatNobodyRefreshesIsDead() {
        came(1, ALICE);
        pass(Sessions.DEAD.minusMillis(1));
        came(2, BOB);
        assertThat(lineages.olderThan(Sessions.DEAD, now())).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(lineages.olderThan(Sessions.DEAD, now())).containsOnlyKeys(lock(1));
        assertThat(List.copyOf(lineages.live(now()))).hasSize(2);
    }
}
