package packhouse.server.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import packhouse.protocol.admin.JobView.Done;
import packhouse.protocol.admin.PlanView;
import packhouse.storage.catalog.Progress;

/** Work that counts to a number, three at a time; a count that was not finished is begun anew. */
final class CountingTask implements Task {

    static final int STEP = 3;

    private static final long BYTES = 1000;

    private final Ledger ledger;

    /** What is counted, across all tasks. */
    static final class Ledger {
        final int goal;
        final List<String> calls = new ArrayList<>();
        int counted;
        int committed;
        Happening happening = count -> {};

        Ledger(int goal) {
            this.goal = goal;
        }
    }

    /** What else happens while it counts. */
    @FunctionalInterface
    interface Happening {
        void at(int count) throws IOException;
    }

    CountingTask(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public PlanView plan(Progress progress) throws IOException {
        int left = ledger.goal - ledger.committed;
        ledger.calls.add("plan " + left);
        progress.begin(Progress.Phase.INDEX, left, 0);
        progress.advance(left, 0);
        int steps = (left + STEP - 1) / STEP;
        return new PlanView("/count", "repack", steps, left, left * BYTES, left, left, List.of(), List.of(), 0, 0, 1);
    }

    @Override
    public Result run(Watch watch) throws IOException {
        watch.begin(Progress.Phase.DATA, ledger.goal - ledger.committed, 0);
        while (ledger.committed < ledger.goal) {
            watch.awaitRoom(STEP * BYTES);
            int end = Math.min(ledger.goal, ledger.committed + STEP);
            for (int count = ledger.committed + 1; count <= end; count++) {
                ledger.counted++;
                ledger.happening.at(count);
                watch.checkpoint(BYTES);
                watch.advance(1, 0);
            }
            int done = end - ledger.committed;
            ledger.committed = end;
            watch.committed(new Done(done, done * BYTES, done, done));
            watch.line("counted to " + end);
        }
        return new Result("counted to " + ledger.goal, false);
    }

    @Override
    public void close() {
        ledger.calls.add("close");
    }
}
