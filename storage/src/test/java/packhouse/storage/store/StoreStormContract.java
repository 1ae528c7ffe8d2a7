package packhouse.storage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.id;
import static packhouse.storage.store.Uploads.listed;
import static packhouse.storage.store.Uploads.name;
import static packhouse.storage.store.Uploads.upload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;

/** What every store promises to many clients at once. */
public abstract class StoreStormContract {

    private static final long SEED = 20_260_106;
    private static final int WRITERS = 3;
    private static final int ROUNDS = 60;
    private static final int LASTING = 40;

    /** The store under test, on a place where nothing is. */
    protected abstract Store store();

    @ParameterizedTest
    @EnumSource(names = {"LOCKS", "INDEX", "DATA"})
    void noListMissesAFileThatIsThereThroughout(FileType type) throws Exception {
        Store store = store();
        store.create();
        Set<FileId> lasting = lasting(store, type);
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch listing = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
        try {
            Future<Integer> lister = threads.submit(() -> {
                int lists = 0;
                for (; !over.get(); lists++) {
                    List<FileId> list = listed(store, type);
                    listing.countDown();
                    assertThat(list).as("seed %d", SEED).containsAll(lasting).doesNotHaveDuplicates();
                }
                return lists;
            });
            // On a busy machine the writers could otherwise be through before the lister has had its first turn.
            assertThat(listing.await(2, TimeUnit.MINUTES)).as("the first list").isTrue();
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(threads.submit(comeAndGo(store, type, new Random(SEED + writer))));
            }
            await(writers);
            over.set(true);
            assertThat(lister.get()).isPositive();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        assertThat(listed(store, type)).containsExactlyInAnyOrderElementsOf(lasting);
    }

    private static Set<FileId> lasting(Store store, FileType type) throws IOException {
        Random random = new Random(SEED);
        Set<FileId> lasting = new HashSet<>();
        for (int i = 0; i < LASTING; i++) {
            byte[] content = content(random, 20);
            upload(store, name(type, content), content);
            lasting.add(id(content));
        }
        return lasting;
    }

    private static void await(List<Future<?>> writers) throws InterruptedException, ExecutionException {
        for (Future<?> writer : writers) {
            writer.get();
        }
    }

    private static Callable<Void> comeAndGo(Store store, FileType type, Random random) {
        return () -> {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] content = content(random, 30);
                FileName name = name(type, content);
                assertThat(upload(store, name, content)).isEqualTo(new Saved.Stored(content.length));
                assertThat(listed(store, type))
                        .as("read after write, seed %d", SEED)
                        .contains(id(content));
                assertThat(store.delete(name)).hasValue(content.length);
                assertThat(listed(store, type))
                        .as("gone after delete, seed %d", SEED)
                        .doesNotContain(id(content));
            }
            return null;
        };
    }

    @ParameterizedTest
    @EnumSource
    void allWhoUploadTheSameFileAtOnceSucceed(FileType type) throws Exception {
        Store store = store();
        store.create();
        Random random = new Random(SEED);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int round = 0; round < ROUNDS / 2; round++) {
                byte[] content = content(random, 2000);
                FileName name = name(type, content);
                List<Callable<Saved>> same = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    same.add(() -> upload(store, name, content));
                }
                List<Saved> saved = new ArrayList<>();
                for (Future<Saved> future : threads.invokeAll(same)) {
                    saved.add(future.get());
                }
                assertThat(saved).as("seed %d", SEED).containsOnlyOnce(new Saved.Stored(content.length));
                assertThat(saved).containsOnly(new Saved.Stored(2000), new Saved.Present(2000));
                assertThat(store.count(type).bytes()).isEqualTo(2000);
                assertThat(store.delete(name)).hasValue(2000);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(listed(store, type)).isEmpty();
    }
}
