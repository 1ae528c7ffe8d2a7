package packhouse.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.server.watch.Guardhouse.ALICE;
import static packhouse.server.watch.Guardhouse.BOB;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.FileName;

/** What the locks of clients mean for what the server does by itself, and what becomes of those whose owners are gone. */
final class WatchTest {

    @TempDir
    Path folder;

    private Guardhouse guardhouse() throws IOException {
        return guardhouse(false);
    }

    private Guardhouse guardhouse(boolean retires) throws IOException {
        Guardhouse guardhouse = new Guardhouse(folder, retires);
        guardhouse.settle();
        assertThat(guardhouse.objection()).isEmpty();
        return guardhouse;
    }

    @Test
    void anExclusiveLockKeepsTheServerFromChangingAnythingUntilItIsGone() throws IOException {
        Guardhouse guardhouse = guardhouse();
        FileName lock = guardhouse.post("laptop", true, ALICE);
        assertThat(guardhouse.objection()).contains("an exclusive lock is held: laptop, user alice, pid 1");
        guardhouse.watch.delete(guardhouse.repository, lock);
        assertThat(guardhouse.objection()).isEmpty();
    }

    @Test
    void anExclusiveLockThatSomebodyPutIntoTheDirectoryCountsToo() throws IOException {
        Guardhouse guardhouse = guardhouse();
        guardhouse.put("laptop", true);
        assertThat(guardhouse.objection()).isPresent();
    }

    @Test
    void anExclusiveLockThatNobodyRefreshesCountsForHalfAnHour() throws IOException {
        Guardhouse guardhouse = guardhouse();
        guardhouse.post("laptop", true, ALICE);
        guardhouse.minutes(29);
        assertThat(guardhouse.objection()).isPresent();
        guardhouse.minutes(1);
        assertThat(guardhouse.objection()).isEmpty();
    }

    @Test
    void aSharedLockIsNoObjectionUnlessNobodyCanReadThatItIsShared() throws IOException {
        Guardhouse guardhouse = guardhouse();
        guardhouse.post("laptop", false, ALICE);
        assertThat(guardhouse.objection()).isEmpty();
        guardhouse.seal();
        guardhouse.post("nas", false, BOB);
        assertThat(guardhouse.objection()).isPresent();
    }

    @Test
    void aDeadLockGoesToTheTrashAndItsOwnerIsNamed() throws IOException {
        Guardhouse guardhouse = guardhouse(true);
        FileName lock = guardhouse.post("laptop", true, ALICE);
        guardhouse.minutes(34);
        guardhouse.watch.round();
        assertThat(guardhouse.locks()).as("it may still be refreshed").containsExactly(lock);
        guardhouse.minutes(1);
        guardhouse.watch.round();
        assertThat(guardhouse.locks()).isEmpty();
        assertThat(guardhouse.trash()).containsExactly(lock);
        assertThat(guardhouse.said)
                .singleElement()
                .asString()
                .contains("goes to the trash", "laptop, user alice, pid 1", "not refreshed for 35 min");
        assertThat(guardhouse.watch.sessions(Guardhouse.PATH).orElseThrow().dead())
                .isEmpty();
    }

    @Test
    void withoutTheFlagADeadLockStays() throws IOException {
        Guardhouse guardhouse = guardhouse(false);
        FileName lock = guardhouse.post("laptop", true, ALICE);
        guardhouse.minutes(600);
        guardhouse.watch.round();
        assertThat(guardhouse.locks()).containsExactly(lock);
        assertThat(guardhouse.said).isEmpty();
    }

    @Test
    void aLockWhoseOwnerIsStillHeardOfStays() throws IOException {
        Guardhouse guardhouse = guardhouse(true);
        FileName lock = guardhouse.post("laptop", false, ALICE);
        guardhouse.minutes(30);
        guardhouse.watch.met(ALICE);
        guardhouse.minutes(30);
        guardhouse.watch.met(BOB);
        guardhouse.watch.round();
        assertThat(guardhouse.locks()).as("half an hour ago it asked").containsExactly(lock);
        guardhouse.minutes(5);
        guardhouse.watch.met(BOB);
        guardhouse.watch.round();
        assertThat(guardhouse.locks()).as("only another one still asks").isEmpty();
    }

    @Test
    void aLockThatIsRefreshedNeverDies() throws IOException {
        Guardhouse guardhouse = guardhouse(true);
        FileName lock = guardhouse.post("laptop", false, ALICE);
        for (int refresh = 0; refresh < 20; refresh++) {
            guardhouse.minutes(5);
            FileName next = guardhouse.post("laptop", false, ALICE);
            guardhouse.watch.delete(guardhouse.repository, lock);
            lock = next;
            guardhouse.watch.round();
            assertThat(guardhouse.locks()).containsExactly(lock);
        }
        assertThat(guardhouse.said).isEmpty();
    }

    @Test
    void aClockThatIsSetForwardKillsNoLock() throws IOException {
        Guardhouse guardhouse = guardhouse(true);
        FileName lock = guardhouse.post("laptop", false, ALICE);
        guardhouse.watch.round();
        guardhouse.setForward(Duration.ofDays(300));
        guardhouse.watch.round();
        assertThat(guardhouse.locks()).containsExactly(lock);
    }

    /** Nobody knows how old a lock is that was there before the server. */
    @Test
    void aLockOfUnknownOriginIsGivenTheWholeTime() throws IOException {
        Guardhouse guardhouse = new Guardhouse(folder, true);
        FileName lock = guardhouse.put("laptop", false);
        guardhouse.watch.round();
        guardhouse.minutes(34);
        guardhouse.watch.round();
        assertThat(guardhouse.locks()).containsExactly(lock);
        guardhouse.minutes(1);
        guardhouse.watch.round();
        assertThat(guardhouse.locks()).isEmpty();
    }
}
