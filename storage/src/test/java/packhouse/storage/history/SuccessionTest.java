package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.PowerCut;
import packhouse.storage.disk.SimulatedDisk.Survival;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.store.Uploads;

/**
 * A new config takes the place of the old one. The power fails, or the disk, after each step: there is a whole config at every instant,
 * also in the bare directory, and the old one is never lost.
 */
final class SuccessionTest {

    private static final Random RANDOM = new Random(20_261_130);
    private static final byte[] OLD = content(RANDOM, 155);
    private static final byte[] NEW = content(RANDOM, 155);
    private static final byte[] LATER = content(RANDOM, 160);
    private static final Path LIVE = Machine.ROOT.resolve("config");

    private static Machine machine() throws IOException {
        Machine machine = new Machine();
        upload(machine.store, FileName.config(), OLD);
        return machine;
    }

    private static Succession succession(Machine machine, byte[] before, byte[] after) throws IOException {
        Path file = machine.history.staging().resolve("config");
        try (WritableFile out = machine.disk.create(file, Modes.PRIVATE)) {
            out.write(ByteBuffer.wrap(after));
            out.force();
        }
        return new Succession(Cause.UPGRADED, FileName.config(), Uploads.id(before), file);
    }

    private static Outcome succeed(Machine machine, byte[] before, byte[] after) throws IOException {
        return machine.history.succeed(succession(machine, before, after), Optional::empty);
    }

    private static List<FileId> trashed(Machine machine) throws IOException {
        List<Caretaker.Kept> trash = machine.caretaker.trash();
        for (Caretaker.Kept kept : trash) {
            assertThat(machine.trashed(kept.file())).isPresent();
        }
        return trash.stream()
                .map(kept -> {
                    try {
                        return machine.trashed(kept.file()).orElseThrow();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    @Test
    void theNewOneIsThereAndTheOldOneRests() throws IOException {
        Machine machine = machine();
        assertThat(succeed(machine, OLD, NEW)).isEqualTo(new Outcome.Done(1));
        assertThat(machine.live(FileName.config())).contains(Uploads.id(NEW));
        assertThat(trashed(machine)).containsExactly(Uploads.id(OLD));
        CommitSummary commit = machine.caretaker.commits().get(0);
        assertThat(commit.cause()).isEqualTo(Cause.UPGRADED);
        assertThat(commit.hidden()).containsOnlyKeys(FileType.CONFIG);
    }

    @Test
    void whoObjectsKeepsItFromHappeningAndSoDoesAnotherFile() throws IOException {
        Machine machine = machine();
        assertThat(machine.history.succeed(succession(machine, OLD, NEW), () -> Optional.of("somebody works here")))
                .isEqualTo(new Outcome.Refused("somebody works here"));
        assertThat(succeed(machine, LATER, NEW)).isInstanceOf(Outcome.Refused.class);
        machine.history.delete(FileName.config());
        assertThat(succeed(machine, OLD, NEW)).isInstanceOf(Outcome.Refused.class);
        assertThat(machine.live(FileName.config())).isEmpty();
    }

    @Test
    void theOldOneRestsAsLongAsOneThatAClientDeleted() throws IOException {
        Machine machine = machine();
        succeed(machine, OLD, NEW);
        machine.clock.advance(Duration.ofDays(29));
        machine.caretaker.round(line -> {});
        assertThat(trashed(machine)).hasSize(1);
        machine.clock.advance(Duration.ofDays(2));
        machine.caretaker.round(line -> {});
        assertThat(trashed(machine)).isEmpty();
        assertThat(machine.live(FileName.config())).contains(Uploads.id(NEW));
    }

    static List<HistoryCrashTest.Fate> fates() {
        return HistoryCrashTest.Fate.all();
    }

    @ParameterizedTest
    @MethodSource("fates")
    void whereverThePowerFailsThereIsOneConfigAndTheOldOneIsNotLost(HistoryCrashTest.Fate fate) throws IOException {
        int step = 1;
        while (isCut(fate, step)) {
            step++;
        }
        assertThat(step).as("steps").isGreaterThan(20);
    }

    private static boolean isCut(HistoryCrashTest.Fate fate, int step) throws IOException {
        Machine machine = machine();
        machine.disk.crashAfter(machine.disk.steps() + step);
        boolean confirmed = false;
        boolean whole = false;
        try {
            confirmed = succeed(machine, OLD, NEW) instanceof Outcome.Done;
            whole = true;
        } catch (PowerCut e) {
            whole = false;
        }
        String situation = fate + ", cut after step " + step;
        machine.restart(fate.survival(), fate.seed());
        checkBare(machine, situation, confirmed);
        recoverAndCheck(machine, situation, confirmed);
        // And once more, from whichever of the two it is.
        boolean old = machine.live(FileName.config()).equals(Optional.of(Uploads.id(OLD)));
        assertThat(succeed(machine, old ? OLD : NEW, LATER)).as(situation).isInstanceOf(Outcome.Done.class);
        machine.restart(Survival.NOTHING_UNFORCED, 0);
        machine.history.recover();
        assertThat(machine.live(FileName.config())).as(situation).contains(Uploads.id(LATER));
        assertThat(trashed(machine)).as(situation).contains(Uploads.id(OLD));
        return !whole;
    }

    private static void checkBare(Machine machine, String situation, boolean confirmed) throws IOException {
        Optional<FileId> bare = machine.read(LIVE);
        assertThat(bare).as(situation).isPresent();
        assertThat(bare.get()).as(situation).isIn(Uploads.id(OLD), Uploads.id(NEW));
        if (confirmed) {
            assertThat(bare).as(situation).contains(Uploads.id(NEW));
        }
    }

    private static void recoverAndCheck(Machine machine, String situation, boolean confirmed) throws IOException {
        machine.history.recover();
        checkBare(machine, situation, confirmed);
        List<FileId> trash = trashed(machine);
        assertThat(trash).as(situation).allMatch(Uploads.id(OLD)::equals);
        if (machine.live(FileName.config()).equals(Optional.of(Uploads.id(NEW)))) {
            assertThat(trash).as(situation).isNotEmpty();
        }
        // What lies in the staging folder is nobody's, and goes with the next start.
        Map<Path, FileId> before = withoutStaging(machine);
        machine.start();
        machine.history.recover();
        assertThat(withoutStaging(machine)).as(situation).isEqualTo(before);
    }

    private static Map<Path, FileId> withoutStaging(Machine machine) throws IOException {
        Map<Path, FileId> files = new HashMap<>(machine.everything());
        files.keySet().removeIf(path -> path.toString().contains("/.staging/"));
        return files;
    }

    @Test
    void whicheverStepFailsThereIsOneConfigAndTheServerGoesOn() throws IOException {
        int failed = 0;
        for (int step = 1; step < 40; step++) {
            Machine machine = machine();
            machine.disk.failAt(machine.disk.steps() + step);
            String situation = "step " + step + " failed";
            boolean done = false;
            try {
                done = succeed(machine, OLD, NEW) instanceof Outcome.Done;
            } catch (IOException e) {
                failed++;
            }
            checkBare(machine, situation, done);
            recoverAndCheck(machine, situation, done);
            byte[] live = machine.live(FileName.config()).equals(Optional.of(Uploads.id(OLD))) ? OLD : NEW;
            assertThat(succeed(machine, live, LATER)).as(situation).isInstanceOf(Outcome.Done.class);
        }
        assertThat(failed).isGreaterThan(15);
    }
}
