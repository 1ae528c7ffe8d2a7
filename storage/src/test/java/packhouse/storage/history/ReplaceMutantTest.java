package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static packhouse.storage.history.Ward.upload;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.protocol.FileName;
import packhouse.storage.disk.ForgetfulDisk;
import packhouse.storage.disk.SimulatedDisk.Survival;

/**
 * What the crash tests are worth: a batch is done in a wrong way, and what they look for has to be found. The right way, done by hand
 * with the same steps, passes.
 */
final class ReplaceMutantTest {

    private static final List<String> OLD = List.of("p1", "p2", "i");
    private static final List<String> FRESH = List.of("n", "j");

    /** A way to do a batch. */
    enum Way {
        RIGHT {
            @Override
            void go(Batch batch) throws IOException {
                batch.swap.prepare();
                batch.intend();
                batch.swap.place(batch.paths);
                batch.point();
                batch.swap.flip();
                batch.swap.aside();
                batch.end();
            }
        },
        THE_OLD_FILES_LEAVE_BEFORE_THE_NEW_ONES_ARE_PLACED {
            @Override
            void go(Batch batch) throws IOException {
                batch.swap.prepare();
                batch.intend();
                batch.swap.aside();
                batch.swap.place(batch.paths);
                batch.point();
                batch.swap.flip();
                batch.end();
            }
        },
        THE_SWITCH_IS_WRITTEN_BEFORE_THE_PLACING {
            @Override
            void go(Batch batch) throws IOException {
                batch.swap.prepare();
                batch.intend();
                batch.point();
                batch.swap.flip();
                batch.swap.aside();
                batch.swap.place(batch.paths);
                batch.end();
            }
        },
        NOTHING_IS_SAID_BEFORE_THE_PLACING {
            @Override
            void go(Batch batch) throws IOException {
                batch.swap.prepare();
                batch.swap.place(batch.paths);
                batch.intend();
                batch.point();
                batch.swap.flip();
                batch.swap.aside();
                batch.end();
            }
        },
        THE_END_IS_WRITTEN_BEFORE_THE_OLD_FILES_ARE_ASIDE {
            @Override
            void go(Batch batch) throws IOException {
                batch.swap.prepare();
                batch.intend();
                batch.swap.place(batch.paths);
                batch.point();
                batch.swap.flip();
                batch.end();
                batch.swap.aside();
            }
        },
        THERE_IS_NO_SWITCH {
            @Override
            void go(Batch batch) throws IOException {
                batch.swap.prepare();
                batch.intend();
                batch.swap.place(batch.paths);
                batch.swap.flip();
                batch.swap.aside();
                batch.end();
            }
        };

        abstract void go(Batch batch) throws IOException;
    }

    /** The steps of one batch. */
    private static final class Batch {
        private final Chest chest;
        private final Intent intent;
        private final Swap swap;
        private final Map<FileName, Path> paths = new HashMap<>();

        Batch(Machine machine, Chest chest, Replacement change) throws IOException {
            this.chest = chest;
            change.shown().forEach(file -> paths.put(file.name(), file.file()));
            for (Replacement.Staged file : change.shown()) {
                machine.store.expect(file.name());
            }
            this.intent = new Intent(
                    chest.commit().next(),
                    chest.clock().instant(),
                    Cause.REPACKED,
                    1,
                    change.shown().stream()
                            .map(file -> new Commit.Shown(file.name(), file.size(), 0))
                            .toList(),
                    change.hidden().stream()
                            .map(file -> new Commit.Hidden(file.name(), file.size()))
                            .toList());
            this.swap = new Swap(machine.store, machine.seen, chest.trash(), intent);
        }

        void intend() throws IOException {
            for (Intent part : intent.parts()) {
                chest.log().append(part);
            }
        }

        void point() throws IOException {
            chest.log().append(intent.point(chest.clock().instant()));
        }

        void end() throws IOException {
            chest.log().append(new End(intent.number(), chest.clock().instant(), End.How.DONE));
            swap.release();
        }
    }

    private static Ward ward(Machine machine) {
        return new Ward(machine)
                .pack("p1", 1, 2)
                .pack("p2", 2, 3)
                .index("i", "p1", "p2")
                .pack("n", 1, 2, 3)
                .index("j", "n");
    }

    /** Cuts the power after each step of the batch, and looks. */
    private static int tryOut(Way way, Predicate<Path> forgotten) throws IOException {
        int points = 0;
        for (HistoryCrashTest.Fate fate : HistoryCrashTest.Fate.all()) {
            int step = 1;
            while (isCut(way, forgotten, fate, step)) {
                step++;
            }
            points += step;
        }
        return points;
    }

    private static boolean isCut(Way way, Predicate<Path> forgotten, HistoryCrashTest.Fate fate, int step)
            throws IOException {
        Machine machine = new Machine(RestPeriods.DEFAULT, disk -> new ForgetfulDisk(disk, forgotten));
        Ward ward = ward(machine);
        for (String file : List.of("p1", "p2", "i")) {
            assertThat(ward.make(upload(file))).isTrue();
        }
        machine.history.staging();
        machine.disk.crashAfter(machine.disk.steps() + step);
        boolean whole = ward.make(all -> ward.turned("batch", OLD, FRESH, () -> turn(machine, ward, way)));
        String situation = way + ", " + fate + ", cut after step " + step;
        machine.restart(fate.survival(), fate.seed());
        ward.checkBare(situation);
        machine.history.recover();
        ward.check(situation);
        machine.restart(Survival.NOTHING_UNFORCED, 0);
        machine.history.recover();
        ward.check(situation + ", then cut again");
        return !whole;
    }

    private static Outcome turn(Machine machine, Ward ward, Way way) throws IOException {
        Replacement change = new Replacement(Cause.REPACKED, ward.stage(ward.names(FRESH)), ward.old(ward.names(OLD)));
        return machine.history
                .exclusively(chest -> {
                    Batch batch = new Batch(machine, chest, change);
                    way.go(batch);
                    return new Outcome.Done(batch.intent.number());
                })
                .orElseThrow();
    }

    @Test
    void theRightWayPasses() throws IOException {
        int points = tryOut(Way.RIGHT, path -> false);
        System.out.println(points + " crash points of one batch done by hand");
        assertThat(points).isGreaterThan(200);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
    void aWrongOrderIsFound(Way way) {
        assertThatThrownBy(() -> tryOut(way, path -> false)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aFolderOfPacksThatIsNotForcedIsFound() {
        assertForgettingIsFound(path -> path.startsWith(Machine.ROOT.resolve("data")));
    }

    @Test
    void aFolderOfIndexFilesThatIsNotForcedIsFound() {
        assertForgettingIsFound(path -> path.endsWith("index") && path.startsWith(Machine.ROOT));
    }

    @Test
    void aFolderOfTheTrashThatIsNotForcedIsFound() {
        assertForgettingIsFound(
                path -> path.startsWith(Machine.OUTSIDE.resolve(".trash").resolve("1")));
    }

    @Test
    void aLogThatIsNotForcedIsFound() {
        assertForgettingIsFound(path -> path.endsWith(".commitlog"));
    }

    private static void assertForgettingIsFound(Predicate<Path> forgotten) {
        assertThatThrownBy(() -> tryOut(Way.RIGHT, forgotten)).isInstanceOf(AssertionError.class);
    }

    /** The lease is held while something is changed; a batch by hand needs none, but recovery does. */
    @Test
    void aLeaseThatSomebodyElseHoldsKeepsEverybodyOut() throws IOException {
        Machine machine = new Machine();
        machine.store.create();
        Path side = machine.side.make();
        try (Closeable held = new Lease(machine.disk, side).hold()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(machine.history::staging).isInstanceOf(IOException.class);
        }
        assertThat(machine.history.staging()).isNotNull();
    }
}
