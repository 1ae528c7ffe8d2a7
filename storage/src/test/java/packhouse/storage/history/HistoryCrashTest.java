package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.storage.history.Model.delete;
import static packhouse.storage.history.Model.empty;
import static packhouse.storage.history.Model.purgeAfter;
import static packhouse.storage.history.Model.restoreAll;
import static packhouse.storage.history.Model.upload;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.name;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.PowerCut;
import packhouse.storage.disk.SimulatedDisk.Survival;
import packhouse.storage.history.Model.Deed;

/**
 * The power fails after each step of a history with every kind of deed in it. What was confirmed to be deleted is in no list and can be
 * had back, what was confirmed to be stored is there, nothing is lost but by a purge, and recovering twice is recovering once.
 *
 * <p>What these tests are worth was tried: each of these changes makes some of them fail. The trash's folder is not forced, or only after the
 * live one; the folders above it are not; recovery forces nothing, or only the trash, or records nothing, or crosses nothing out; a restore does
 * not force the live folder. That the log is not forced loses no file and is seen by {@link CaretakerTest}.
 */
final class HistoryCrashTest {

    private static final Random RANDOM = new Random(20_261_124);
    private static final byte[] PACK = content(RANDOM, 90);
    private static final byte[] OTHER_PACK = content(RANDOM, 80);
    private static final byte[] INDEX = content(RANDOM, 70);
    private static final byte[] SNAPSHOT = content(RANDOM, 60);
    private static final byte[] KEY = content(RANDOM, 50);
    private static final byte[] CONFIG = content(RANDOM, 40);
    private static final byte[] NEW_CONFIG = content(RANDOM, 45);

    private static final List<Deed> SCRIPT = List.of(
            upload(FileType.CONFIG, CONFIG),
            upload(FileType.KEYS, KEY),
            upload(FileType.DATA, PACK),
            upload(FileType.DATA, OTHER_PACK),
            upload(FileType.INDEX, INDEX),
            upload(FileType.SNAPSHOTS, SNAPSHOT),
            delete(name(FileType.SNAPSHOTS, SNAPSHOT)),
            delete(name(FileType.DATA, PACK)),
            // A lost answer, and the same name twice in the trash.
            upload(FileType.DATA, PACK),
            delete(name(FileType.DATA, PACK)),
            delete(name(FileType.DATA, PACK)),
            delete(FileName.config()),
            upload(FileType.CONFIG, NEW_CONFIG),
            restoreAll(),
            delete(name(FileType.INDEX, INDEX)),
            delete(name(FileType.KEYS, KEY)),
            purgeAfter(Duration.ofDays(8)),
            purgeAfter(Duration.ofDays(30)),
            upload(FileType.KEYS, KEY),
            delete(name(FileType.KEYS, KEY)),
            empty(),
            upload(FileType.KEYS, KEY));

    /** How the machine comes up again. */
    record Fate(Survival survival, long seed) {

        static List<Fate> all() {
            return Stream.concat(
                            Stream.of(new Fate(Survival.EVERYTHING, 0), new Fate(Survival.NOTHING_UNFORCED, 0)),
                            IntStream.range(0, 6).mapToObj(seed -> new Fate(Survival.BY_CHANCE, seed)))
                    .toList();
        }
    }

    static List<Fate> fates() {
        return Fate.all();
    }

    @ParameterizedTest
    @MethodSource("fates")
    void whereverTheHistoryIsCutOffNothingConfirmedIsLost(Fate fate) throws IOException {
        int step = 1;
        while (isCut(fate, step)) {
            step++;
        }
        assertThat(step).as("steps of the script").isGreaterThan(150);
    }

    /** Whether the script was not over before that step. */
    private static boolean isCut(Fate fate, int step) throws IOException {
        Machine machine = new Machine();
        Model model = new Model(machine);
        machine.disk.crashAfter(machine.disk.steps() + step);
        boolean whole = SCRIPT.stream().allMatch(model::make);
        String situation = fate + ", cut after step " + step;
        machine.restart(fate.survival(), fate.seed());
        machine.history.recover();
        model.check(situation);
        recoveringAgainChangesNothing(machine, situation);
        // What the next process confirms must not rest on what it found unforced.
        assertThat(model.make(delete(name(FileType.DATA, OTHER_PACK)))).isTrue();
        assertThat(model.make(upload(FileType.KEYS, KEY))).isTrue();
        machine.restart(Survival.NOTHING_UNFORCED, 0);
        machine.history.recover();
        model.check(situation + ", then cut again");
        assertThat(model.make(restoreAll())).isTrue();
        model.check(situation + ", then restored");
        return !whole;
    }

    private static void recoveringAgainChangesNothing(Machine machine, String situation) throws IOException {
        Map<Path, FileId> before = machine.everything();
        List<Caretaker.Kept> trash = machine.caretaker.trash();
        machine.start();
        machine.history.recover();
        assertThat(machine.everything()).as(situation).isEqualTo(before);
        assertThat(machine.caretaker.trash()).as(situation).isEqualTo(trash);
    }

    @Test
    void aRecoveryMayBeCutOffAtEachOfItsStepsToo() throws IOException {
        int points = 0;
        for (int step = 1; step < 400; step += 3) {
            boolean cut = true;
            for (int second = 1; cut; second++) {
                cut = isCutInRecovery(step, second);
                points++;
            }
        }
        assertThat(points).isGreaterThan(200);
    }

    private static boolean isCutInRecovery(int step, int second) throws IOException {
        Machine machine = new Machine();
        Model model = new Model(machine);
        machine.disk.crashAfter(machine.disk.steps() + step);
        if (SCRIPT.stream().allMatch(model::make)) {
            return false;
        }
        machine.restart(Survival.BY_CHANCE, step);
        machine.disk.crashAfter(machine.disk.steps() + second);
        boolean cut = false;
        try {
            machine.history.recover();
        } catch (PowerCut e) {
            cut = true;
        }
        machine.restart(Survival.BY_CHANCE, second);
        machine.history.recover();
        model.check("cut after step " + step + " and step " + second + " of the recovery");
        return cut;
    }

    @Test
    void whicheverStepFailsNothingConfirmedIsLostAndTheServerGoesOn() throws IOException {
        for (int step = 1; step < 400; step++) {
            Machine machine = new Machine();
            Model model = new Model(machine);
            machine.disk.failAt(machine.disk.steps() + step);
            for (Deed deed : SCRIPT) {
                model.make(deed);
            }
            String situation = "step " + step + " failed";
            model.check(situation);
            machine.restart(Survival.NOTHING_UNFORCED, 0);
            machine.history.recover();
            model.check(situation + ", then cut");
            recoveringAgainChangesNothing(machine, situation);
        }
    }

    @Test
    void randomHistoriesWithManyCrashesLoseNothing() throws IOException {
        for (long seed = 0; seed < 150; seed++) {
            randomHistory(seed);
        }
    }

    private static void randomHistory(long seed) throws IOException {
        Random random = new Random(seed);
        Machine machine = new Machine();
        Model model = new Model(machine);
        byte[][] contents =
                IntStream.range(0, 5).mapToObj(i -> content(random, 20)).toArray(byte[][]::new);
        for (int round = 0; round < 8; round++) {
            machine.disk.crashAfter(machine.disk.steps() + 1 + random.nextInt(60));
            boolean alive = true;
            for (int deed = 0; alive && deed < 12; deed++) {
                alive = model.make(random(random, model, contents));
                machine.clock.advance(Duration.ofSeconds(random.nextInt(50)));
            }
            machine.restart(Fate.all().get(random.nextInt(3)).survival(), random.nextLong());
            machine.history.recover();
            model.check("seed " + seed + ", round " + round);
        }
    }

    private static Deed random(Random random, Model model, byte[][] contents) {
        List<FileType> types = List.of(FileType.DATA, FileType.INDEX, FileType.SNAPSHOTS, FileType.CONFIG);
        FileType type = types.get(random.nextInt(types.size()));
        byte[] content = contents[random.nextInt(contents.length)];
        return switch (random.nextInt(10)) {
            case 0 -> restoreAll();
            case 1 -> purgeAfter(Duration.ofDays(random.nextInt(20)));
            case 2 -> random.nextInt(4) == 0 ? empty() : upload(type, content);
            case 3, 4, 5 -> upload(type, content);
            default -> {
                List<FileName> sure = model.sure();
                yield delete(sure.isEmpty() ? name(type, content) : sure.get(random.nextInt(sure.size())));
            }
        };
    }
}
