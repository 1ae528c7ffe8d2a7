package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.name;
import static packhouse.storage.store.Uploads.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.SimulatedDisk.Survival;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.store.Uploads;

/** Files of the server's own take the place of a client's. */
final class ReplaceTest {

    private final Random random = new Random(20_261_128);
    private Machine machine;

    private final byte[] pack = content(random, 100);
    private final byte[] other = content(random, 80);
    private final byte[] index = content(random, 30);
    private final byte[] newPack = content(random, 120);
    private final byte[] newIndex = content(random, 25);

    ReplaceTest() throws IOException {
        machine = new Machine();
        fill();
    }

    private void fill() throws IOException {
        for (byte[] one : List.of(pack, other)) {
            upload(machine.store, name(FileType.DATA, one), one);
        }
        upload(machine.store, name(FileType.INDEX, index), index);
    }

    private Replacement.Staged staged(FileType type, byte[] content) throws IOException {
        Path file = machine.history.staging().resolve("file");
        try (WritableFile out = machine.disk.create(file, Modes.PRIVATE)) {
            out.write(ByteBuffer.wrap(content));
            out.force();
        }
        return new Replacement.Staged(name(type, content), content.length, file);
    }

    private static Replacement.Old old(FileType type, byte[] content) {
        return new Replacement.Old(name(type, content), content.length);
    }

    private Replacement repack() throws IOException {
        return new Replacement(
                Cause.REPACKED,
                List.of(staged(FileType.INDEX, newIndex), staged(FileType.DATA, newPack)),
                List.of(old(FileType.DATA, pack), old(FileType.DATA, other), old(FileType.INDEX, index)));
    }

    private Outcome replace() throws IOException {
        return machine.history.replace(repack(), Optional::empty);
    }

    private Set<String> listed() throws IOException {
        Set<String> all = new TreeSet<>();
        for (FileType type : List.of(FileType.DATA, FileType.INDEX)) {
            Uploads.listed(machine.store, type)
                    .forEach(id -> all.add(FileName.of(type, id).toString()));
        }
        return all;
    }

    private Set<String> before() {
        return names(name(FileType.DATA, pack), name(FileType.DATA, other), name(FileType.INDEX, index));
    }

    private Set<String> after() {
        return names(name(FileType.DATA, newPack), name(FileType.INDEX, newIndex));
    }

    private static Set<String> names(FileName... names) {
        Set<String> all = new TreeSet<>();
        List.of(names).forEach(one -> all.add(one.toString()));
        return all;
    }

    @Test
    void theNewFilesAreListedAndTheOldOnesCanStillBeRead() throws IOException {
        assertThat(replace()).isEqualTo(new Outcome.Done(1));
        assertThat(listed()).isEqualTo(after());
        assertThat(machine.live(name(FileType.DATA, newPack))).contains(Uploads.id(newPack));
        assertThat(machine.live(name(FileType.DATA, pack))).isEmpty();
        assertThat(machine.history.sizeOfHidden(name(FileType.DATA, pack))).hasValue(100);
        machine.history.openHidden(name(FileType.INDEX, index)).orElseThrow().close();
    }

    @Test
    void whoObjectsKeepsItFromHappening() throws IOException {
        assertThat(machine.history.replace(repack(), () -> Optional.of("not now")))
                .isEqualTo(new Outcome.Refused("not now"));
        assertThat(listed()).isEqualTo(before());
        assertThat(replace()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatIsNoLongerThereCannotBeReplaced() throws IOException {
        machine.history.delete(name(FileType.DATA, other));
        assertThat(replace()).isInstanceOf(Outcome.Refused.class);
        assertThat(listed()).isEqualTo(names(name(FileType.DATA, pack), name(FileType.INDEX, index)));
    }

    @Test
    void theNextProcessKnowsWhatWasHidden() throws IOException {
        replace();
        machine.restart(Survival.NOTHING_UNFORCED, 0);
        machine.history.recover();
        assertThat(listed()).isEqualTo(after());
        assertThat(machine.history.sizeOfHidden(name(FileType.DATA, pack))).hasValue(100);
        assertThat(machine.caretaker.trash())
                .hasSize(3)
                .allSatisfy(kept -> assertThat(kept.file().cause()).isEqualTo(Cause.REPACKED));
    }

    @Test
    void anUndoGivesThePreviousListing() throws IOException {
        replace();
        assertThat(machine.history.undo(1, Optional::empty)).isEqualTo(new Outcome.Done(2));
        assertThat(listed()).isEqualTo(before());
        assertThat(machine.history.sizeOfHidden(name(FileType.DATA, newPack))).hasValue(120);
        assertThat(machine.history.undo(2, Optional::empty)).isEqualTo(new Outcome.Done(3));
        assertThat(listed()).isEqualTo(after());
    }

    @Test
    void whatOthersHaveBuiltOnIsNotUndone() throws IOException {
        replace();
        machine.history.delete(name(FileType.INDEX, newIndex));
        assertThat(machine.history.undo(1, Optional::empty))
                .isEqualTo(new Outcome.Refused(
                        "what commit 1 showed has been replaced since, by commit 2; undo that first"));
        assertThat(machine.history.undo(7, Optional::empty)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aNameThatIsHiddenCanBeUploadedAgainAndStays() throws IOException {
        replace();
        upload(machine.store, name(FileType.DATA, pack), pack);
        assertThat(machine.live(name(FileType.DATA, pack))).contains(Uploads.id(pack));
        machine.restart(Survival.NOTHING_UNFORCED, 0);
        machine.history.recover();
        assertThat(machine.live(name(FileType.DATA, pack))).contains(Uploads.id(pack));
    }

    @Test
    void whatSomebodyCountsOnIsShownAgain() throws IOException {
        replace();
        List<FileName> wanted = List.of(name(FileType.DATA, pack), name(FileType.DATA, newPack));
        assertThat(machine.history.show(wanted, Cause.SHOWN_AGAIN)).isEqualTo(1);
        assertThat(machine.live(name(FileType.DATA, pack))).contains(Uploads.id(pack));
        assertThat(machine.caretaker.commits())
                .extracting(CommitSummary::cause)
                .containsExactly(Cause.SHOWN_AGAIN, Cause.REPACKED);
    }

    @Test
    void theOrdinaryRoundNeverDestroysWhatWasReplaced() throws IOException {
        replace();
        machine.clock.advance(Duration.ofDays(300));
        machine.caretaker.round(line -> {});
        assertThat(machine.caretaker.trash())
                .hasSize(3)
                .allSatisfy(kept -> assertThat(kept.fate().state()).isEqualTo(Fate.State.WAITS_FOR_PROOF));
    }

    @Test
    void whatARunLeftInTheMakingIsGoneWithTheNextProcess() throws IOException {
        Replacement.Staged staged = staged(FileType.DATA, newPack);
        machine.start();
        machine.history.recover();
        assertThat(machine.disk.look(staged.file())).isEmpty();
        List<String> names = new ArrayList<>();
        machine.disk.list(machine.history.staging(), names::add);
        assertThat(names).isEmpty();
    }

    @Test
    void whatWasReplacedGoesOnlyWithApprovalAfterADayInWhichNobodyReadIt() throws IOException {
        replace();
        machine.clock.advance(Duration.ofHours(23));
        Superseded one = machine.caretaker.superseded().get(0);
        assertThat(one.commit()).isEqualTo(1);
        assertThat(machine.caretaker.release(one.files())).isEqualTo(Amount.NOTHING);
        machine.history.openHidden(name(FileType.DATA, pack)).orElseThrow().close();
        machine.clock.advance(Duration.ofHours(23));
        assertThat(machine.caretaker.release(one.files())).as("read a day ago").isEqualTo(Amount.NOTHING);
        machine.clock.advance(Duration.ofHours(2));
        List<Resting> approved = one.files().stream()
                .filter(file -> file.name().type() == FileType.DATA)
                .toList();
        assertThat(machine.caretaker.release(approved)).isEqualTo(new Amount(2, 180));
        assertThat(machine.history.sizeOfHidden(name(FileType.DATA, pack))).isEmpty();
        assertThat(machine.history.sizeOfHidden(name(FileType.INDEX, index))).hasValue(30);
        assertThat(machine.history.undo(1, Optional::empty)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void anOwnersEmptyingIsAboutWhatClientsDeleted() throws IOException {
        replace();
        machine.history.delete(name(FileType.INDEX, newIndex));
        assertThat(machine.caretaker.empty()).isEqualTo(new Amount(1, 25));
        assertThat(machine.caretaker.trash()).hasSize(3);
    }

    @Test
    void whoHasBeenFollowedByAnotherProcessChangesNothingMore() throws IOException {
        replace();
        Machine follower = machine.beside();
        follower.history.recover();
        assertThat(follower.history.undo(1, Optional::empty)).isInstanceOf(Outcome.Done.class);
        assertThat(machine.history.undo(2, Optional::empty))
                .isEqualTo(new Outcome.Refused("another process has taken over the care of this repository"));
    }

    @Test
    void aLogThatIsDamagedTakesBackNothingThatMayBeNeeded() throws IOException {
        replace();
        machine.history.undo(1, Optional::empty);
        Path log = Machine.OUTSIDE.resolve(".commitlog").resolve("0000000001.log");
        ByteBuffer bytes = ByteBuffer.allocate(20_000);
        try (Region region = machine.disk.open(log).orElseThrow()) {
            region.read(bytes, 0);
        }
        bytes.flip();
        for (int lost = 0; lost < bytes.limit(); lost += 7) {
            machine.disk.delete(log);
            try (WritableFile out = machine.disk.create(log, Modes.PRIVATE)) {
                ByteBuffer damaged = ByteBuffer.allocate(bytes.limit())
                        .put(bytes.duplicate())
                        .flip();
                damaged.put(lost, (byte) ~damaged.get(lost));
                out.write(damaged);
            }
            machine.start();
            machine.history.recover();
            assertThat(listed()).as("byte %d is damaged", lost).containsAll(before());
            assertThat(machine.live(name(FileType.DATA, pack))).isPresent();
        }
    }

    private void withReaders() throws IOException {
        machine = Machine.withReaders();
        fill();
    }

    private Optional<FileId> onDisk(FileType type, byte[] content) throws IOException {
        String id = Uploads.id(content).toString();
        Path folder = Machine.ROOT.resolve(type.folder());
        return machine.read((type == FileType.DATA ? folder.resolve(id.substring(0, 2)) : folder).resolve(id));
    }

    @Test
    void whereNobodyReadsTheDirectoryPacksLeaveItAtOnce() throws IOException {
        replace();
        assertThat(onDisk(FileType.DATA, pack)).isEmpty();
    }

    @Test
    void forWhoReadsTheDirectoryReplacedPacksStayForADay() throws IOException {
        withReaders();
        replace();
        assertThat(listed()).isEqualTo(after());
        assertThat(machine.live(name(FileType.DATA, pack))).isEmpty();
        assertThat(onDisk(FileType.DATA, pack)).contains(Uploads.id(pack));
        assertThat(onDisk(FileType.INDEX, index)).isEmpty();
        assertThat(machine.weight.get())
                .as("what the new files weigh more than all of the old ones")
                .isEqualTo(120 + 25 - 100 - 80 - 30);
        machine.clock.advance(RestPeriods.SUPERSEDED.minusMinutes(1));
        machine.caretaker.round(line -> {});
        assertThat(onDisk(FileType.DATA, pack)).contains(Uploads.id(pack));
        machine.clock.advance(Duration.ofMinutes(1));
        machine.caretaker.round(line -> {});
        assertThat(onDisk(FileType.DATA, pack)).isEmpty();
        assertThat(machine.caretaker.trash()).hasSize(3);
    }

    @Test
    void theNextProcessHidesThemTooAndOneForNobodyRemovesThem() throws IOException {
        withReaders();
        replace();
        machine.restart(Survival.NOTHING_UNFORCED, 0);
        machine.history.recover();
        assertThat(listed()).isEqualTo(after());
        assertThat(onDisk(FileType.DATA, pack)).contains(Uploads.id(pack));
        machine.lingers = false;
        machine.restart(Survival.NOTHING_UNFORCED, 0);
        machine.history.recover();
        assertThat(listed()).isEqualTo(after());
        assertThat(onDisk(FileType.DATA, pack)).isEmpty();
        assertThat(machine.caretaker.trash()).hasSize(3);
    }

    @Test
    void aClientThatStoresSuchAPackHasItAndKeepsIt() throws IOException {
        withReaders();
        replace();
        upload(machine.store, name(FileType.DATA, pack), pack);
        assertThat(listed()).contains(name(FileType.DATA, pack).toString());
        machine.restart(Survival.NOTHING_UNFORCED, 0);
        machine.history.recover();
        machine.clock.advance(RestPeriods.SUPERSEDED);
        machine.caretaker.round(line -> {});
        machine.caretaker.release(
                machine.caretaker.trash().stream().map(Caretaker.Kept::file).toList());
        assertThat(machine.live(name(FileType.DATA, pack))).contains(Uploads.id(pack));
        assertThat(listed()).contains(name(FileType.DATA, pack).toString());
    }

    @Test
    void anUndoGivesThePreviousListingThereToo() throws IOException {
        withReaders();
        replace();
        assertThat(machine.history.undo(1, Optional::empty)).isEqualTo(new Outcome.Done(2));
        assertThat(listed()).isEqualTo(before());
        assertThat(machine.weight.get()).as("as before").isZero();
        machine.restart(Survival.NOTHING_UNFORCED, 0);
        machine.history.recover();
        assertThat(listed()).isEqualTo(before());
        assertThat(machine.live(name(FileType.DATA, pack))).contains(Uploads.id(pack));
    }

    @Test
    void aPackThatIsDestroyedIsGoneFromTheDirectoryFirst() throws IOException {
        withReaders();
        replace();
        machine.clock.advance(RestPeriods.SUPERSEDED);
        machine.caretaker.release(
                machine.caretaker.trash().stream().map(Caretaker.Kept::file).toList());
        assertThat(machine.caretaker.trash()).isEmpty();
        assertThat(onDisk(FileType.DATA, pack)).isEmpty();
    }
}
