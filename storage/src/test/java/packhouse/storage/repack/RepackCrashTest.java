package packhouse.storage.repack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.storage.Golden;
import packhouse.storage.disk.CountingDisk;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.disk.PowerCut;
import packhouse.storage.disk.SimulatedDisk.Survival;

/**
 * The worker, and the freeing of what it replaced, on a disk that is cut off, fails or fills up at any of their steps: every blob can be
 * read from the bare directory and by the next server, which does what is left, though the worker's catalog was torn too.
 */
@Tag("accident-10")
final class RepackCrashTest {

    private static final Golden GOLDEN = new Golden("restic-0.19.1", "v2-duplicates-mixed");

    private static final Duration REST = Duration.ofHours(26);

    /** A check of everything takes longer than the rest, so one in so many directories gets it. */
    private static final int CHECKED = 5;

    private static void script(Shed shed) throws IOException {
        shed.repack();
        shed.clock.advance(REST);
        shed.release();
    }

    @ParameterizedTest
    @EnumSource
    void whereverItIsCutOffNothingIsLost(Survival survival) throws IOException {
        // A third of the points each, and all of them where most is lost.
        int stride = survival == Survival.NOTHING_UNFORCED ? 1 : 3;
        int points = 0;
        for (int step = 1; isCut(survival, step, 1); step += stride) {
            points++;
        }
        System.out.println(points + " crash points of a repack, " + survival);
        assertThat(points * stride).isGreaterThan(200);
    }

    /** One batch becomes real while the next is rewritten, so the order of steps is another each time. */
    @ParameterizedTest
    @EnumSource
    void whereverSeveralThreadsAreCutOffNothingIsLost(Survival survival) throws IOException {
        int points = 0;
        for (int step = 1; isCut(survival, step, 2); step += 4) {
            points++;
        }
        System.out.println(points + " crash points of a repack with several threads, " + survival);
        assertThat(points).isGreaterThan(50);
    }

    private static boolean isCut(Survival survival, int step, int threads) throws IOException {
        Shed shed = new Shed(GOLDEN);
        shed.threads = threads;
        Set<String> before = shed.contents.readable();
        shed.disk.crashAfter(shed.disk.steps() + step);
        boolean cut = false;
        try {
            script(shed);
        } catch (PowerCut e) {
            cut = true;
        }
        String situation = survival + ", cut after step " + step;
        shed.disk.restart(survival, step);
        assertThat(shed.bare().readable()).as("%s, bare", situation).isEqualTo(before);
        assertWhole(shed, before, situation);
        return cut;
    }

    /** The next process finds all of it, and gets done what is left. */
    private static void assertWhole(Shed shed, Set<String> before, String situation) throws IOException {
        shed.restart(Survival.EVERYTHING, 0);
        assertThat(shed.contents.readable()).as(situation).isEqualTo(before);
        if (shed.disk.steps() % CHECKED == 0) {
            assertThat(shed.errors()).as(situation).isEmpty();
        }
        shed.repack();
        assertThat(shed.contents.index()).as(situation).hasSize(before.size());
        assertThat(shed.contents.index().values())
                .as(situation)
                .allSatisfy(copies -> assertThat(copies).hasSize(1));
        shed.restart(Survival.NOTHING_UNFORCED, 0);
        assertThat(shed.contents.readable()).as("%s, cut again", situation).isEqualTo(before);
    }

    @Test
    void whicheverStepFailsNothingIsLost() throws IOException {
        boolean failed = true;
        for (int step = 1; failed; step += 2) {
            Shed shed = new Shed(GOLDEN);
            Set<String> before = shed.contents.readable();
            long last = shed.disk.steps() + step;
            shed.disk.failAt(last);
            try {
                script(shed);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("simulated");
            }
            failed = shed.disk.steps() >= last;
            shed.disk.failAt(Long.MAX_VALUE);
            assertThat(shed.contents.readable()).as("step %d", step).isEqualTo(before);
            assertWhole(shed, before, "step " + step + " failed");
        }
    }

    @Test
    void whicheverWriteFillsTheDiskNothingIsLost() throws IOException {
        Set<Long> rooms = rooms();
        int filled = 0;
        for (long room : rooms) {
            Shed shed = new Shed(GOLDEN);
            Set<String> before = shed.contents.readable();
            shed.disk.limit(shed.disk.used() + room);
            try {
                script(shed);
            } catch (NoSpaceException e) {
                filled++;
            }
            assertThat(shed.contents.readable()).as("room for %d", room).isEqualTo(before);
            shed.start();
            assertThat(shed.contents.readable())
                    .as("room for %d, the next process", room)
                    .isEqualTo(before);
            shed.disk.limit(Long.MAX_VALUE);
            assertWhole(shed, before, "room for " + room);
        }
        System.out.println(filled + " writes of a repack that filled the disk");
        assertThat(filled).isGreaterThan(50);
    }

    /** For each write that takes more than ever before, one byte less. */
    private static Set<Long> rooms() throws IOException {
        Shed shed = new Shed(GOLDEN);
        long used = shed.disk.used();
        Set<Long> peaks = new TreeSet<>();
        long[] peak = {used};
        shed.wear(disk -> new CountingDisk(disk, call -> {
            if (shed.disk.used() > peak[0]) {
                peak[0] = shed.disk.used();
                peaks.add(peak[0] - used - 1);
            }
        }));
        script(shed);
        return peaks;
    }
}
