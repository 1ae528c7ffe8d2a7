package packhouse.storage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.SimulatedDisk.Survival;

final class SessionsTest {

    private Office office;

    /** Its first half hour is over, in which everybody may have been there before. */
    @BeforeEach
    void open() throws IOException {
        office = new Office();
        office.look();
        office.minutes(31);
        office.look();
    }

    @Test
    void tellsWhoIsAtWork() throws IOException {
        office.post("nas-7", false);
        office.minutes(12);
        office.post("laptop", true);
        assertThat(office.sessions.live())
                .extracting(session -> session.words(office.now()))
                .containsExactly("nas-7, user alice, pid 1, since 12 min", "laptop, user alice, pid 1, since 0 min");
        assertThat(office.sessions.exclusive()).map(Session::name).contains("laptop, user alice, pid 1");
    }

    @Test
    void findsLocksThatOthersPutThere() throws IOException {
        office.minutes(10);
        FileId lock = office.put("nas", false);
        office.minutes(1);
        office.look();
        assertThat(office.sessions.oldest()).as("it came since the last look").contains(before(11));
        office.remove(lock);
        office.look();
        office.pass(Lineages.GRACE);
        assertThat(office.sessions.live()).isEmpty();
    }

    private Instant before(int minutes) {
        return office.now().minus(Duration.ofMinutes(minutes));
    }

    @Test
    void aRestartForgetsNoBeginning() throws IOException {
        Instant began = office.now();
        FileId lock = office.post("nas", false);
        FileId removed = office.post("laptop", false);
        office.delete(removed);
        office.minutes(3);
        office.restart(Survival.NOTHING_UNFORCED, 1);
        office.look();
        assertThat(office.sessions.live()).extracting(Session::since).containsExactly(began, began);
        assertThat(office.sessions.live()).extracting(Session::hasLock).containsExactlyInAnyOrder(true, false);
        office.delete(lock);
        office.pass(Lineages.GRACE);
        assertThat(office.sessions.haveEnded(began)).isTrue();
        office.post("nas", false);
        assertThat(office.sessions.oldest()).contains(office.now());
    }

    @Test
    void withoutItsJournalEveryLockWasThereBeforeEverything() throws IOException {
        office.post("nas", false);
        office.disk.delete(Office.JOURNAL);
        office.restart(Survival.EVERYTHING, 1);
        office.post("laptop", false);
        assertThat(office.sessions.live()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(office.sessions.live()).extracting(Session::since).containsOnly(Instant.EPOCH);
    }

    @Test
    void theFirstLockOfARestIsNotTakenForAnOldOne() throws IOException {
        office.post("nas", false);
        office.restart(Survival.EVERYTHING, 1);
        office.minutes(1);
        office.post("laptop", false);
        assertThat(office.sessions.live()).extracting(Session::since).containsExactly(before(1), office.now());
    }

    @Test
    void theJournalNamesNobody() throws IOException {
        office.post("hostname-of-somebody", false);
        try (Region journal = office.disk.open(Office.JOURNAL).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) journal.size());
            journal.read(bytes, 0);
            assertThat(new String(bytes.array(), StandardCharsets.ISO_8859_1)).doesNotContain("hostname", "alice");
        }
    }

    @Test
    void onAFullDiskLocksComeAllTheSameAndAreOldAfterARestart() throws IOException {
        office.post("nas", false);
        FileId lock = office.put("laptop", false);
        office.disk.limit(office.disk.used());
        office.sessions.came(lock, Optional.empty());
        assertThat(office.said).singleElement().asString().contains("not written down");
        office.disk.limit(Long.MAX_VALUE);
        office.restart(Survival.NOTHING_UNFORCED, 1);
        office.look();
        assertThat(office.sessions.oldest()).contains(Instant.EPOCH);
    }

    @Test
    void onceThereIsRoomAgainTheJournalIsWhole() throws IOException {
        Instant began = office.now();
        office.post("nas", false);
        FileId lock = office.put("laptop", false);
        office.disk.limit(office.disk.used());
        office.sessions.came(lock, Optional.empty());
        office.disk.limit(Long.MAX_VALUE);
        office.look();
        office.restart(Survival.NOTHING_UNFORCED, 1);
        office.look();
        assertThat(office.sessions.oldest()).contains(began);
    }

    @Test
    void sealedAllLocksAreOneSession() throws IOException {
        office.seal();
        Instant began = office.now();
        FileId first = office.post("nas", false);
        office.minutes(20);
        office.post("laptop", false);
        office.delete(first);
        office.minutes(40);
        assertThat(office.sessions.live()).extracting(Session::since).containsExactly(began);
        assertThat(office.sessions.live().get(0).words(office.now())).startsWith("somebody whose lock was not read");
    }

    @Test
    void unlockingTellsWhoseTheLocksAre() throws IOException {
        office.seal();
        office.post("nas", true);
        office.unlock();
        assertThat(office.sessions.live().get(0).name()).isEqualTo("nas, user alice, pid 1");
        assertThat(office.sessions.exclusive()).isPresent();
    }

    @Test
    void whatCannotBeReadIsSomebodyOfHisOwn() throws IOException {
        office.put("garbage".getBytes(StandardCharsets.UTF_8));
        office.look();
        office.pass(Sessions.EXCLUSIVE);
        Instant began = office.now();
        office.delete(office.post("nas", false));
        office.pass(Lineages.GRACE);
        assertThat(office.sessions.live()).hasSize(1);
        assertThat(office.sessions.live().get(0).since())
                .as("its neighbours do not age by it")
                .isBefore(began);
        assertThat(office.sessions.exclusive()).isEmpty();
    }

    @Test
    void aLockWithoutAByteIsNone() throws IOException {
        office.put(new byte[0]);
        office.look();
        assertThat(office.sessions.live()).isEmpty();
    }

    @Test
    void locksThatNobodyRefreshesAreDead() throws IOException {
        FileId lock = office.post("nas", false);
        office.pass(Sessions.DEAD);
        assertThat(office.sessions.dead()).containsOnlyKeys(lock);
        office.restart(Survival.EVERYTHING, 1);
        office.look();
        assertThat(office.sessions.dead())
                .as("this process has not watched it for so long")
                .isEmpty();
    }

    @Test
    void manyLocksDoNotMakeTheJournalGrow() throws IOException {
        FileId lock = office.post("nas", false);
        Instant began = office.now();
        for (int i = 0; i < 8000; i++) {
            office.pass(Duration.ofMillis(10));
            FileId next = office.post("nas", false);
            office.delete(lock);
            lock = next;
        }
        assertThat(office.disk.look(Office.JOURNAL).orElseThrow().size()).isLessThan(300 * 1024);
        office.restart(Survival.NOTHING_UNFORCED, 1);
        office.look();
        assertThat(office.sessions.oldest()).contains(began);
    }

    @Test
    void aLockThatDidNotComeThroughTheServerIsSomebodysWhoWorksInTheDirectory() throws IOException {
        office.post("nas-7", false);
        office.look();
        assertThat(office.sessions.foreign()).isEmpty();
        assertThat(office.sessions.isWithoutForeign()).isTrue();
        FileId lock = office.put("server", false);
        office.look();
        assertThat(office.sessions.foreign()).map(Session::name).contains("server, user alice, pid 1");
        assertThat(office.sessions.isWithoutForeign()).isFalse();
        office.remove(lock);
        office.look();
        assertThat(office.sessions.foreign()).isEmpty();
        assertThat(office.sessions.isWithoutForeign()).isFalse();
        office.pass(Lineages.GRACE);
        office.look();
        assertThat(office.sessions.isWithoutForeign()).isTrue();
    }

    @Test
    void aLockThatWasSeenBeforeItsServerToldOfItIsAClients() throws IOException {
        FileId lock = office.put("nas", false);
        office.look();
        assertThat(office.sessions.foreign()).isPresent();
        office.sessions.came(lock, Optional.empty());
        assertThat(office.sessions.foreign()).isEmpty();
    }

    @Test
    void afterARestartNobodyKnowsWhoseLocksThereAreUntilTheyAreRefreshed() throws IOException {
        FileId lock = office.post("nas", false);
        office.restart(Survival.EVERYTHING, 1);
        office.look();
        assertThat(office.sessions.foreign()).isPresent();
        office.post("nas", false);
        office.delete(lock);
        assertThat(office.sessions.foreign()).isEmpty();
        assertThat(office.sessions.isWithoutForeign()).isFalse();
    }

    @Test
    void anOldLockKeepsNobodyWaiting() throws IOException {
        office.put("server", false);
        office.look();
        office.pass(Sessions.EXCLUSIVE);
        office.look();
        assertThat(office.sessions.foreign()).isEmpty();
    }
}
