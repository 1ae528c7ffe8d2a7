package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.storage.history.Ward.delete;
import static packhouse.storage.history.Ward.purge;
import static packhouse.storage.history.Ward.replace;
import static packhouse.storage.history.Ward.show;
import static packhouse.storage.history.Ward.undo;
import static packhouse.storage.history.Ward.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.protocol.FileId;
import packhouse.storage.disk.PowerCut;
import packhouse.storage.disk.SimulatedDisk.Survival;
import packhouse.storage.history.Ward.Deed;

/**
 * The power fails, or the disk, after each step of a history of two clients and a server that replaces their files. What is listed
 * afterwards is exactly what was before a batch or exactly what comes after it; the bare directory is a valid repository before anybody
 * recovers anything; no file is lost; recovering twice is recovering once, and may itself be cut off anywhere.
 */
final class ReplaceCrashTest {

    private static final List<Deed> SCRIPT = List.of(
            // Alice and Bob upload, with blob 1 in both.
            upload("a1"),
            upload("b1"),
            upload("a2"),
            upload("ia"),
            upload("b2"),
            upload("ib"),
            replace("first", List.of("a1", "a2", "b1", "ia", "ib"), List.of("n1", "j1")),
            upload("a3"),
            upload("ia3"),
            replace("second", List.of("n1", "b2", "j1"), List.of("n2", "n3", "j2")),
            // An answer was lost.
            upload("a1"),
            delete("ia3"),
            delete("a3"),
            undo("back", "second"),
            undo("forth", "back"),
            upload("b4"),
            upload("ib4"),
            replace("third", List.of("b4", "ib4", "n3", "j2"), List.of("n4", "j3")),
            show("a2"),
            delete("a2"),
            delete("a1"),
            purge("first"),
            upload("a5"),
            undo("last", "third"));

    private static final List<Survival> SURVIVALS = List.of(Survival.values());

    private static Ward ward(Machine machine) {
        return new Ward(machine)
                .pack("a1", 1, 2)
                .pack("a2", 3)
                .pack("b1", 1, 4)
                .pack("b2", 5, 6)
                .index("ia", "a1", "a2")
                .index("ib", "b1", "b2")
                .pack("n1", 1, 2, 3, 4)
                .index("j1", "n1", "b2")
                .pack("a3", 7)
                .index("ia3", "a3")
                .pack("n2", 1, 2, 3)
                .pack("n3", 4, 5, 6)
                .index("j2", "n2", "n3")
                .pack("b4", 8)
                .index("ib4", "b4")
                .pack("n4", 4, 5, 6, 8)
                .index("j3", "n2", "n4")
                .pack("a5", 9);
    }

    static List<HistoryCrashTest.Fate> fates() {
        return HistoryCrashTest.Fate.all();
    }

    @Test
    void theWholeHistoryGoesThrough() throws IOException {
        Machine machine = new Machine();
        Ward ward = ward(machine);
        for (Deed deed : SCRIPT) {
            assertThat(ward.make(deed)).isTrue();
        }
        ward.check("the whole history");
        assertThat(machine.caretaker.commits())
                .extracting(CommitSummary::cause)
                .containsExactly(
                        Cause.UNDONE,
                        Cause.DELETED,
                        Cause.SHOWN_AGAIN,
                        Cause.REPACKED,
                        Cause.UNDONE,
                        Cause.UNDONE,
                        Cause.DELETED,
                        Cause.REPACKED,
                        Cause.REPACKED);
        assertThat(machine.said).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fates")
    void whereverThePowerFailsABatchHasHappenedOrNot(HistoryCrashTest.Fate fate) throws IOException {
        int step = 1;
        while (isCut(new Machine(), fate, step)) {
            step++;
        }
        assertThat(step).as("steps of the script").isGreaterThan(300);
        System.out.println(fate + ": " + step + " crash points, each cut again after it was recovered");
    }

    @ParameterizedTest
    @MethodSource("fates")
    void theSameWherePeopleReadTheDirectoryItself(HistoryCrashTest.Fate fate) throws IOException {
        int step = 1;
        while (isCut(Machine.withReaders(), fate, step)) {
            step++;
        }
        assertThat(step).as("steps of the script").isGreaterThan(300);
        System.out.println(fate + ", with readers: " + step + " crash points");
    }

    private static boolean isCut(Machine machine, HistoryCrashTest.Fate fate, int step) throws IOException {
        Ward ward = ward(machine);
        machine.disk.crashAfter(machine.disk.steps() + step);
        boolean whole = SCRIPT.stream().allMatch(ward::make);
        String situation = fate + ", cut after step " + step;
        machine.restart(fate.survival(), fate.seed());
        ward.checkBare(situation);
        machine.history.recover();
        ward.check(situation);
        recoveringAgainChangesNothing(machine, ward, situation);
        // What the next process confirms must not rest on what it found unforced.
        assertThat(ward.make(upload("a5"))).isTrue();
        machine.restart(Survival.NOTHING_UNFORCED, 0);
        ward.checkBare(situation + ", then cut again");
        machine.history.recover();
        ward.check(situation + ", then cut again");
        for (Deed deed : SCRIPT) {
            assertThat(ward.make(deed)).isTrue();
        }
        ward.check(situation + ", then the script from the beginning");
        return !whole;
    }

    private static void recoveringAgainChangesNothing(Machine machine, Ward ward, String situation) throws IOException {
        ward.checkRecorded(situation);
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
        for (int step = 1; step < 600; step += 4) {
            boolean cut = true;
            for (int second = 1; cut; second++) {
                cut = isCutInRecovery(step, second);
                points++;
            }
        }
        assertThat(points).isGreaterThan(2000);
        System.out.println(points + " crash points within recoveries");
    }

    private static boolean isCutInRecovery(int step, int second) throws IOException {
        Machine machine = new Machine();
        Ward ward = ward(machine);
        machine.disk.crashAfter(machine.disk.steps() + step);
        if (SCRIPT.stream().allMatch(ward::make)) {
            return false;
        }
        String situation = "cut after step " + step + " and step " + second + " of the recovery";
        Survival survival = SURVIVALS.get(step % 3);
        machine.restart(survival, step);
        machine.disk.crashAfter(machine.disk.steps() + second);
        boolean cut = false;
        try {
            machine.history.recover();
        } catch (PowerCut e) {
            cut = true;
        }
        machine.restart(Survival.BY_CHANCE, second);
        ward.checkBare(situation);
        machine.history.recover();
        ward.check(situation);
        return cut;
    }

    @Test
    void whicheverStepFailsABatchHasHappenedOrNotAndTheServerGoesOn() throws IOException {
        int points = 0;
        boolean reached = true;
        for (int step = 1; reached; step++) {
            Machine machine = new Machine();
            Ward ward = ward(machine);
            long failing = machine.disk.steps() + step;
            machine.disk.failAt(failing);
            String situation = "step " + step + " failed";
            boolean failed = false;
            for (Deed deed : SCRIPT) {
                failed |= !ward.make(deed);
                ward.check(situation);
            }
            points += failed ? 1 : 0;
            // Steps behind the end of the script fail for nobody.
            reached = machine.disk.steps() >= failing;
            machine.restart(Survival.NOTHING_UNFORCED, 0);
            ward.checkBare(situation + ", then cut");
            machine.history.recover();
            ward.check(situation + ", then cut");
            recoveringAgainChangesNothing(machine, ward, situation);
        }
        assertThat(points).isGreaterThan(200);
        System.out.println(points + " failed steps");
    }

    @Test
    void whereverTheDiskIsFullABatchHasHappenedOrNotAndGoesThroughOnceThereIsRoom() throws IOException {
        int points = 0;
        for (long room = 0; room < 12_000; room += 50) {
            Machine machine = new Machine();
            Ward ward = ward(machine);
            machine.disk.limit(machine.disk.used() + room);
            String situation = "room for " + room + " bytes";
            boolean failed = false;
            for (Deed deed : SCRIPT) {
                if (!ward.make(deed)) {
                    failed = true;
                    machine.disk.limit(Long.MAX_VALUE);
                }
                ward.check(situation);
            }
            points += failed ? 1 : 0;
            machine.restart(Survival.NOTHING_UNFORCED, 0);
            ward.checkBare(situation + ", then cut");
            machine.history.recover();
            ward.check(situation + ", then cut");
        }
        assertThat(points).isGreaterThan(50);
        System.out.println(points + " full disks");
    }

    @Test
    void manyCrashesInARow() throws IOException {
        int crashes = 0;
        for (long seed = 0; seed < 80; seed++) {
            Random random = new Random(seed);
            Machine machine = new Machine();
            Ward ward = ward(machine);
            for (int round = 0; round < 12; round++) {
                machine.disk.crashAfter(machine.disk.steps() + 1 + random.nextInt(150));
                boolean alive = true;
                for (int i = 0; alive && i < SCRIPT.size(); i++) {
                    // Mostly in order, so that something comes of it.
                    int at = random.nextInt(4) == 0 ? random.nextInt(SCRIPT.size()) : i;
                    alive = ward.make(SCRIPT.get(at));
                }
                crashes += alive ? 0 : 1;
                String situation = "seed " + seed + ", round " + round;
                machine.restart(SURVIVALS.get(random.nextInt(3)), random.nextLong());
                ward.checkBare(situation);
                machine.history.recover();
                ward.check(situation);
            }
        }
        assertThat(crashes).isGreaterThan(400);
        System.out.println(crashes + " crashes in random histories");
    }
}
