package packhouse.server.admin;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import packhouse.protocol.admin.Views.State;

/** Whether the server can do its work: it is not about to stop, its user file is sound and its storage can be written. */
final class Readiness {

    private final WriteTrial trial;
    private final BooleanSupplier usersAreSound;
    private final AdminReport report;
    private final Shared<Boolean> able;
    private volatile boolean stopping;
    private String lastTrouble = "";

    /** {@code usersAreSound} never waits; {@code report} is told why not, once for each reason. */
    Readiness(WriteTrial trial, BooleanSupplier usersAreSound, Executor threads, AdminReport report) {
        this.trial = trial;
        this.usersAreSound = usersAreSound;
        this.report = report;
        this.able = new Shared<>(this::isAble, Limits.READINESS_KEPT, threads, System::nanoTime);
    }

    /** From now on the server is not ready. */
    void stop() {
        stopping = true;
    }

    /** How the server is, now or a little later. */
    CompletableFuture<State> state() {
        if (stopping) {
            return CompletableFuture.completedFuture(State.STOPPING);
        }
        return able.get().thenApply(yes -> stopping ? State.STOPPING : yes ? State.READY : State.NOT_READY);
    }

    /** Runs on one thread at a time. */
    private boolean isAble() {
        String trouble = trouble();
        if (!trouble.equals(lastTrouble)) {
            lastTrouble = trouble;
            report.readiness(trouble.isEmpty(), trouble.isEmpty() ? "ready again" : "not ready: " + trouble);
        }
        return trouble.isEmpty();
    }

    private String trouble() {
        try {
            trial.run();
        } catch (IOException e) {
            return "the state directory cannot be written: " + e.getMessage();
        }
        return usersAreSound.getAsBoolean() ? "" : "the user file cannot be used";
    }
}
