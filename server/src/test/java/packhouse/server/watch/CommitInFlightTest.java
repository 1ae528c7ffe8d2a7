package packhouse.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static packhouse.server.watch.Guardhouse.ALICE;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.Sha256;
import packhouse.storage.history.Cause;
import packhouse.storage.history.History;
import packhouse.storage.history.Outcome;
import packhouse.storage.history.Replacement;

/** A client brings a lock while the server is about to change what clients see. */
final class CommitInFlightTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final byte[] CONTENT = {1, 2, 3};
    private static final FileName OLD =
            FileName.of(FileType.DATA, FileId.of(Sha256.start().digest(CONTENT)));

    @TempDir
    Path folder;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Guardhouse guardhouse;
    private History history;
    private FileName lock;

    @BeforeEach
    void open() throws Exception {
        guardhouse = new Guardhouse(folder, false);
        guardhouse.settle();
        history = guardhouse.repository.history().orElseThrow();
        lock = guardhouse.put("laptop", true);
    }

    @AfterEach
    void end() {
        released.countDown();
        threads.shutdownNow();
    }

    /** A commit that has its consent and does not get on. */
    private Future<Outcome> commit() throws Exception {
        Future<Outcome> commit = threads.submit(() -> history.replace(
                new Replacement(Cause.REPACKED, List.of(), List.of(new Replacement.Old(OLD, CONTENT.length))), () -> {
                    reached.countDown();
                    awaitRelease();
                    return Optional.empty();
                }));
        reached.await();
        return commit;
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FutureTask<Boolean> post() {
        return new FutureTask<>(() -> {
            guardhouse.watch.stored(guardhouse.repository, lock, ALICE);
            return true;
        });
    }

    @Test
    void itsAnswerWaitsUntilTheChangeIsReal() throws Exception {
        Future<Outcome> commit = commit();
        FutureTask<Boolean> post = post();
        Thread client = new Thread(post, "client");
        client.start();
        await().atMost(PATIENCE).until(() -> client.getState() == Thread.State.TIMED_WAITING);
        assertThat(commit.isDone()).isFalse();
        released.countDown();
        assertThat(post.get()).isTrue();
        assertThat(commit.get()).as("%s is not there", OLD).isInstanceOf(Outcome.Refused.class);
    }

    /** A disk may hang; a client that gets no answer gives up, and the change harms nobody who comes in between. */
    @Test
    void itIsLetInThoughTheChangeTakesTooLong() throws Exception {
        lock = guardhouse.put("laptop", false);
        Future<Outcome> commit = commit();
        FutureTask<Boolean> post = post();
        threads.execute(post);
        assertThat(post.get()).isTrue();
        assertThat(commit.isDone()).isFalse();
    }

    /** To have a repository alone means that nothing changes from the answer on: a prune would miss what it has just listed. */
    @Test
    void whoWantsItAloneWaitsLonger() throws Exception {
        Future<Outcome> commit = commit();
        FutureTask<Boolean> post = post();
        Thread client = new Thread(post, "client");
        client.start();
        await().atMost(PATIENCE).until(() -> client.getState() == Thread.State.TIMED_WAITING);
        assertThat(history.pass(Duration.ofSeconds(3))).isFalse();
        assertThat(post.isDone()).isFalse();
        released.countDown();
        assertThat(post.get()).isTrue();
        commit.get();
        assertThat(guardhouse.objection()).contains("an exclusive lock is held: laptop, user alice, pid 1");
    }

    @Test
    void aLockThatCameBeforeTheConsentIsAskedStopsTheChange() throws Exception {
        guardhouse.store(OLD, CONTENT);
        guardhouse.watch.stored(guardhouse.repository, lock, ALICE);
        Outcome outcome = history.replace(
                new Replacement(Cause.REPACKED, List.of(), List.of(new Replacement.Old(OLD, CONTENT.length))),
                guardhouse.watch.consent(Guardhouse.PATH).orElseThrow());
        assertThat(outcome).isEqualTo(new Outcome.Refused("an exclusive lock is held: laptop, user alice, pid 1"));
        assertThat(guardhouse.repository.size(OLD)).isPresent();
    }
}
