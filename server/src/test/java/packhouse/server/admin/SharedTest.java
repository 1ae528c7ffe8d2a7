package packhouse.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** However many ask, the work is done once. */
class SharedTest {

    private static final Duration KEPT = Duration.ofSeconds(3);

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();

    private Shared<Integer> shared(Executor threads) {
        return new Shared<>(done::incrementAndGet, KEPT, threads, now::get);
    }

    @Test
    void whoAsksWhileTheWorkIsDoneGetsTheSameAnswer() {
        Shared<Integer> shared = shared(waiting::add);

        CompletableFuture<Integer> first = shared.get();
        CompletableFuture<Integer> second = shared.get();
        waiting.remove().run();

        assertThat(first).isCompletedWithValue(1);
        assertThat(second).isCompletedWithValue(1);
        assertThat(waiting).isEmpty();
    }

    @Test
    void anAnswerIsHandedOutUntilItIsOld() {
        Shared<Integer> shared = shared(Runnable::run);
        assertThat(shared.get()).isCompletedWithValue(1);

        now.addAndGet(KEPT.toNanos() - 1);
        assertThat(shared.get()).isCompletedWithValue(1);

        now.incrementAndGet();
        assertThat(shared.get()).isCompletedWithValue(2);
    }

    @Test
    void anAnswerIsAsOldAsTheEndOfItsWork() {
        Shared<Integer> shared = shared(waiting::add);
        shared.get();
        now.addAndGet(KEPT.toNanos());
        waiting.remove().run();

        assertThat(shared.get()).isCompletedWithValue(1);
    }

    @Test
    void aFailureIsNotKept() {
        Shared<Integer> shared = new Shared<>(
                () -> {
                    if (done.incrementAndGet() == 1) {
                        throw new IllegalStateException("once");
                    }
                    return done.get();
                },
                KEPT,
                Runnable::run,
                now::get);
        assertThat(shared.get()).isCompletedExceptionally();

        assertThat(shared.get()).isCompletedWithValue(2);
    }

    @Test
    void oneWhoGivesUpTakesTheAnswerFromNobody() {
        Shared<Integer> shared = shared(waiting::add);
        CompletableFuture<Integer> impatient = shared.get();
        CompletableFuture<Integer> patient = shared.get();

        impatient.orTimeout(0, TimeUnit.NANOSECONDS);
        assertThat(impatient).failsWithin(Duration.ofSeconds(30));
        waiting.remove().run();

        assertThat(patient).isCompletedWithValue(1);
    }

    @Test
    void withoutAThreadThereIsNoAnswer() {
        Shared<Integer> shared = shared(task -> {
            throw new RejectedExecutionException("no thread");
        });

        assertThat(shared.get()).isCompletedExceptionally();
    }
}
