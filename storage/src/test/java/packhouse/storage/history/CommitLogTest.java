package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.storage.Unpacked;
import packhouse.storage.disk.CountingDisk;

/** Entries that several threads write at once. */
final class CommitLogTest {

    @TempDir
    Path folder;

    private final AtomicInteger forces = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);

    private void force(CountingDisk.Call call) {
        if (call == CountingDisk.Call.FORCE) {
            int number = forces.incrementAndGet();
            if (number == 1) {
                Awaitility.await().until(() -> released.getCount() == 0);
            } else if (number == 2) {
                throw new OutOfMemoryError("a simulated one");
            }
        }
    }

    /** The first entry is being forced; two more wait, and one of them is to write both. */
    @Test
    void anErrorInTheProgramFailsAllWhoWaitForTheSameWrite() throws Exception {
        CountingDisk disk = new CountingDisk(Unpacked.disk(folder), this::force);
        try (CommitLog log = new CommitLog(disk, new Segments(disk, folder))) {
            List<FutureTask<Boolean>> appends = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Entry entry = new End(i, Instant.EPOCH, End.How.DONE);
                FutureTask<Boolean> append = new FutureTask<>(() -> {
                    log.append(entry);
                    return true;
                });
                Thread thread = new Thread(append, "append-" + i);
                thread.start();
                boolean first = i == 0;
                Awaitility.await().until(() -> first ? forces.get() == 1 : thread.getState() == Thread.State.BLOCKED);
                appends.add(append);
            }
            released.countDown();
            assertThat(appends.get(0).get()).isTrue();
            List<Throwable> causes = new ArrayList<>();
            for (FutureTask<Boolean> append : appends.subList(1, 3)) {
                assertThatThrownBy(append::get).cause().satisfies(causes::add);
            }
            assertThat(causes).hasAtLeastOneElementOfType(OutOfMemoryError.class);
            assertThat(causes).hasAtLeastOneElementOfType(IOException.class);
        }
    }
}
