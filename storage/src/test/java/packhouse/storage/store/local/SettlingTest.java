package packhouse.storage.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static packhouse.storage.store.Uploads.begun;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.listed;
import static packhouse.storage.store.Uploads.name;
import static packhouse.storage.store.Uploads.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.TestClock;
import packhouse.storage.disk.CountingDisk;
import packhouse.storage.disk.CountingDisk.Call;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.store.Saved;
import packhouse.storage.store.Upload;
import packhouse.storage.store.Uploads;

/** Between its rename and the end of its force a file is there, and nobody sees it. */
final class SettlingTest {

    private static final Path TOP = Path.of("/");
    private static final byte[] HELLO = content(new Random(20_260_118), 40);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestClock clock = new TestClock();
    private final SimulatedDisk simulated = new SimulatedDisk(clock);
    private volatile Call watched = Call.FORCE_DIRECTORY;
    private final Queue<Runnable> whenCalled = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LocalStore store = new LocalStore(
            TOP,
            TOP,
            new CountingDisk(simulated, this::before),
            new LocalStore.Options(Modes.PRIVATE, true),
            clock,
            new Random(1),
            Uploads.UNCOUNTED);

    /** Each call of the kind that is watched runs what is next in the queue, if anything is. */
    private void before(Call call) {
        Runnable next = null;
        if (call == watched) {
            synchronized (whenCalled) {
                next = whenCalled.poll();
            }
        }
        if (next != null) {
            next.run();
        }
    }

    @BeforeEach
    void create() throws IOException {
        store.create();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsShownOnlyOnceItIsDurable(FileType type) throws IOException {
        FileName name = name(type, HELLO);
        whenCalled.add(() -> assertHidden(name));
        assertThat(upload(store, name, HELLO)).isEqualTo(new Saved.Stored(40));
        assertThat(whenCalled).as("the force was seen").isEmpty();
        assertShown(name);
    }

    @Test
    void aFileWhoseForceFailedIsShownButNotConfirmed() throws IOException {
        FileName name = name(FileType.INDEX, HELLO);
        whenCalled.add(() -> simulated.failAt(simulated.steps() + 1));
        assertThatThrownBy(() -> upload(store, name, HELLO)).isInstanceOf(IOException.class);
        assertShown(name);
        assertThat(upload(store, name, HELLO)).isEqualTo(new Saved.Present(40));
    }

    @Test
    void whoUploadsTheSameFileMeanwhileMakesItDurableAndSeesIt() throws IOException {
        FileName name = name(FileType.SNAPSHOTS, HELLO);
        whenCalled.add(() -> {
            assertThat(quietly(() -> upload(store, name, HELLO))).isEqualTo(new Saved.Present(40));
            assertShown(name);
        });
        assertThat(upload(store, name, HELLO)).isEqualTo(new Saved.Stored(40));
        assertShown(name);
    }

    @Test
    void theEndOfOneForceDoesNotShowAFileThatWasDeletedAndSentAgain() throws Exception {
        FileName name = name(FileType.DATA, HELLO);
        Held first = new Held();
        Held second = new Held();
        Upload one = begun(store, name, HELLO);
        Upload two = begun(store, name, HELLO);
        whenCalled.add(first);
        Future<Saved> oneSaved = threads.submit(one::finish);
        first.await();
        assertThat(store.delete(name)).hasValue(40);
        whenCalled.add(second);
        Future<Saved> twoSaved = threads.submit(two::finish);
        second.await();

        first.release();
        assertThat(oneSaved.get()).isEqualTo(new Saved.Stored(40));
        assertHidden(name);

        second.release();
        assertThat(twoSaved.get()).isEqualTo(new Saved.Stored(40));
        assertShown(name);
    }

    @Test
    void ofTwoThatWantToTakeTheirPlaceAtOnceOnlyOneDoes() throws Exception {
        FileName name = name(FileType.KEYS, HELLO);
        Upload one = begun(store, name, HELLO);
        Upload two = begun(store, name, HELLO);
        watched = Call.RENAME;
        Held rename = new Held();
        whenCalled.add(rename);
        Future<Saved> oneSaved = threads.submit(one::finish);
        rename.await();
        FutureTask<Saved> twoSaved = new FutureTask<>(two::finish);
        Thread second = new Thread(twoSaved);
        second.start();
        // Either it waits for the first, or it is through already and has done harm.
        await().atMost(PATIENCE).until(() -> second.getState() == Thread.State.BLOCKED || twoSaved.isDone());

        rename.release();
        assertThat(List.of(oneSaved.get(), twoSaved.get()))
                .containsExactly(new Saved.Stored(40), new Saved.Present(40));
        assertShown(name);
    }

    /** A call that takes until the test lets it go on. */
    private static final class Held implements Runnable {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void run() {
            arrived.countDown();
            await(released);
        }

        void await() {
            await(arrived);
        }

        void release() {
            released.countDown();
        }

        private static void await(CountDownLatch latch) {
            assertThat(quietly(() -> latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)))
                    .isTrue();
        }
    }

    private void assertHidden(FileName name) {
        assertThat(simulated.look(file(name))).as("it is in its place").isPresent();
        assertThat(quietly(() -> store.size(name))).isEmpty();
        assertThat(quietly(() -> store.open(name))).isEmpty();
        assertThat(quietly(() -> listed(store, name.type()))).isEmpty();
    }

    private void assertShown(FileName name) {
        assertThat(quietly(() -> store.size(name))).hasValue(40);
        assertThat(quietly(() -> Uploads.download(store, name))).isPresent();
        assertThat(quietly(() -> listed(store, name.type()))).hasSize(1);
    }

    private static Path file(FileName name) {
        return new LocalLayout(TOP).file(name);
    }

    private interface Action<T> {
        T run() throws Exception;
    }

    private static <T> T quietly(Action<T> action) {
        try {
            return action.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
