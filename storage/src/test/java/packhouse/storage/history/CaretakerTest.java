package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.name;
import static packhouse.storage.store.Uploads.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.SimulatedDisk.Survival;
import packhouse.storage.disk.WritableFile;

/** What the owner and the server do with what clients deleted. */
final class CaretakerTest {

    private final Random random = new Random(20_261_126);
    private final List<String> told = new ArrayList<>();
    private final Machine machine;

    CaretakerTest() throws IOException {
        machine = new Machine();
    }

    private FileName deleted(FileType type) throws IOException {
        byte[] content = content(random, 100);
        upload(machine.store, name(type, content), content);
        machine.history.delete(name(type, content));
        return name(type, content);
    }

    private List<FileName> trash() throws IOException {
        return machine.caretaker.trash().stream()
                .map(kept -> kept.file().name())
                .toList();
    }

    @Test
    void whatIsDeletedWithoutAPauseIsOneCommit() throws IOException {
        deleted(FileType.SNAPSHOTS);
        machine.clock.advance(Duration.ofSeconds(59));
        deleted(FileType.DATA);
        machine.clock.advance(Duration.ofSeconds(61));
        deleted(FileType.DATA);
        List<CommitSummary> commits = machine.caretaker.commits();
        assertThat(commits).extracting(CommitSummary::number).containsExactly(2L, 1L);
        assertThat(commits.get(1).hidden()).containsOnlyKeys(FileType.SNAPSHOTS, FileType.DATA);
        assertThat(commits).extracting(CommitSummary::cause).containsOnly(Cause.DELETED);
    }

    @Test
    void oneCommitIsTakenBackByAnother() throws IOException {
        FileName first = deleted(FileType.INDEX);
        machine.clock.advance(Duration.ofMinutes(2));
        FileName second = deleted(FileType.INDEX);
        Restored restored = machine.caretaker.restore(file -> file.commit() == 1);
        assertThat(restored).isEqualTo(new Restored(3, 1, 100, 0, 0));
        assertThat(machine.store.size(first)).hasValue(100);
        assertThat(machine.store.size(second)).isEmpty();
        assertThat(trash()).containsExactly(second);
        assertThat(machine.caretaker.commits().get(0).cause()).isEqualTo(Cause.RESTORED);
    }

    @Test
    void aFileOfThatNameStaysAndTheOneInTheTrashToo() throws IOException {
        byte[] old = content(random, 30);
        byte[] fresh = content(random, 40);
        upload(machine.store, FileName.config(), old);
        machine.history.delete(FileName.config());
        upload(machine.store, FileName.config(), fresh);
        assertThat(machine.caretaker.restore(file -> true)).isEqualTo(new Restored(0, 0, 0, 1, 0));
        assertThat(machine.store.size(FileName.config())).hasValue(40);
        assertThat(trash()).containsExactly(FileName.config());
    }

    @Test
    void packsWaitUntilTheLocksAreGoneForHalfAnHour() throws IOException {
        FileName pack = deleted(FileType.DATA);
        machine.clock.advance(Duration.ofDays(8));
        byte[] lock = content(random, 50);
        upload(machine.store, name(FileType.LOCKS, lock), lock);
        machine.caretaker.round(told::add);
        assertThat(machine.caretaker.trash().get(0).fate().state()).isEqualTo(Fate.State.WAITS_FOR_QUIET);
        machine.store.delete(name(FileType.LOCKS, lock));
        machine.clock.advance(Quiet.SPAN.minusSeconds(1));
        machine.caretaker.round(told::add);
        assertThat(trash()).containsExactly(pack);
        machine.clock.advance(Duration.ofSeconds(1));
        machine.caretaker.round(told::add);
        assertThat(trash()).isEmpty();
        assertThat(told).hasSize(1);
    }

    @Test
    void aDeadLockDoesNotKeepThemForEver() throws IOException {
        deleted(FileType.DATA);
        byte[] lock = content(random, 50);
        upload(machine.store, name(FileType.LOCKS, lock), lock);
        machine.clock.advance(Duration.ofDays(8));
        machine.caretaker.round(told::add);
        assertThat(trash()).isEmpty();
    }

    /** What was cut off needs room to be put in order, and what is due is what makes it. */
    @Test
    void onAFullDiskWhatIsDueGoesAllTheSame() throws IOException {
        int stuck = 0;
        for (int room = 0; room < 1_000; room += 10) {
            CaretakerTest other = new CaretakerTest();
            stuck += other.isStuckWith(room) ? 1 : 0;
        }
        assertThat(stuck).isPositive();
    }

    /** Whether nothing could be put in order on a disk with so much room; the round makes some in any case. */
    private boolean isStuckWith(int room) throws IOException {
        deleted(FileType.SNAPSHOTS);
        machine.clock.advance(Duration.ofDays(31));
        byte[] content = content(random, 100);
        upload(machine.store, name(FileType.SNAPSHOTS, content), content);
        machine.disk.limit(machine.disk.used() + room);
        boolean stuck = isFullFor(() -> machine.history.delete(name(FileType.SNAPSHOTS, content)))
                && isFullFor(machine.history::recover);
        machine.caretaker.round(told::add);
        assertThat(told).anyMatch(line -> line.contains("1 deleted files have rested long enough and are gone"));
        machine.history.recover();
        return stuck;
    }

    private static boolean isFullFor(ThrowingCallable deed) {
        Throwable failure = catchThrowable(deed);
        if (failure == null) {
            return false;
        }
        assertThat(failure).isInstanceOf(NoSpaceException.class);
        return true;
    }

    @Test
    void aClockThatWasBehindDoesNotShortenTheRest() throws IOException {
        deleted(FileType.SNAPSHOTS);
        Instant before = machine.clock.instant();
        machine.clock.advance(Duration.ofDays(-1000));
        machine.clock.advance(Duration.ofMinutes(5));
        deleted(FileType.SNAPSHOTS);
        assertThat(machine.caretaker.trash())
                .allSatisfy(kept -> assertThat(kept.file().since()).isEqualTo(before));
    }

    @Test
    void aPowerCutTakesNothingFromTheRecordOfADelete() throws IOException {
        deleted(FileType.SNAPSHOTS);
        List<Caretaker.Kept> before = machine.caretaker.trash();
        machine.restart(Survival.NOTHING_UNFORCED, 0);
        machine.history.recover();
        assertThat(machine.caretaker.trash()).isEqualTo(before);
    }

    @Test
    void whatTheLogLostRestsAnew() throws IOException {
        FileName snapshot = deleted(FileType.SNAPSHOTS);
        machine.clock.advance(Duration.ofDays(29));
        damage(Machine.OUTSIDE.resolve(".commitlog").resolve("0000000001.log"));
        machine.start();
        machine.history.recover();
        Caretaker.Kept kept = machine.caretaker.trash().get(0);
        assertThat(kept.file().name()).isEqualTo(snapshot);
        assertThat(kept.file().since()).isEqualTo(machine.clock.instant());
        assertThat(kept.file().cause()).isEqualTo(Cause.FOUND);
        assertThat(machine.said).anyMatch(line -> line.contains("0000000001.log"));
    }

    private void damage(Path log) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(10_000);
        try (Region region = machine.disk.open(log).orElseThrow()) {
            region.read(bytes, 0);
        }
        bytes.flip().put(20, (byte) ~bytes.get(20));
        machine.disk.delete(log);
        try (WritableFile out = machine.disk.create(log, Modes.PRIVATE)) {
            out.write(bytes);
        }
    }

    @Test
    void whatSomebodyTookOutOfTheTrashIsCrossedOutAndSaid() throws IOException {
        FileName snapshot = deleted(FileType.SNAPSHOTS);
        machine.disk.delete(new Trash(machine.disk, Machine.OUTSIDE.resolve(".trash")).file(1, snapshot));
        assertThat(machine.caretaker.restore(file -> true)).isEqualTo(new Restored(0, 0, 0, 0, 1));
        machine.start();
        machine.history.recover();
        assertThat(trash()).isEmpty();
        assertThat(machine.said).anyMatch(line -> line.startsWith("1 deleted files are no longer in the trash"));
    }

    @Test
    void aRepositoryOnAFileSystemOfItsOwnKeepsItsTrashInside() throws IOException {
        machine.disk.mount(Machine.ROOT);
        FileName pack = deleted(FileType.DATA);
        assertThat(machine.disk.look(Machine.ROOT.resolve(".packhouse").resolve(".trash")))
                .isPresent();
        machine.start();
        machine.history.recover();
        assertThat(trash()).containsExactly(pack);
        machine.caretaker.restore(file -> true);
        assertThat(machine.store.size(pack)).isPresent();
    }

    @Test
    void nothingIsMadeForWhatIsNotThere() throws IOException {
        machine.history.delete(name(FileType.DATA, content(random, 5)));
        assertThat(machine.disk.look(Machine.OUTSIDE)).isEmpty();
        assertThat(trash()).isEmpty();
        assertThat(machine.caretaker.commits()).isEmpty();
    }
}
