package packhouse.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import packhouse.it.support.Program;
import packhouse.it.support.RandomFiles;
import packhouse.it.support.RealTree;
import packhouse.it.support.Restic;
import packhouse.it.support.Site;
import packhouse.it.support.Transport;
import packhouse.it.support.WorkFolder;

/** Two hosts with clients of both generations use one repository at once. */
@Execution(ExecutionMode.CONCURRENT)
final class TwoHostsIT {

    private static final int COMMON_BYTES = 40 << 20;
    private static final int OWN_BYTES = 10 << 20;
    private static final int ROUNDS = 2;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private final RandomFiles random = new RandomFiles(7);

    @Test
    void theirBackupsDoNotDisturbEachOther() throws Exception {
        List<Path> common = Stream.concat(
                        RealTree.of(COMMON_BYTES / 2).roots().stream(),
                        Stream.of(random.write(folder.resolve("common"), COMMON_BYTES / 2)))
                .toList();
        try (Site served = Site.over(Transport.HTTP, folder)) {
            Restic oldHost = served.client(Program.OLD_RESTIC, "shared");
            Restic newHost = served.client(Program.NEW_RESTIC, "shared");
            oldHost.begin(2);
            atOnce(host(oldHost, "old", common), host(newHost, "new", common));
            Backups.check(oldHost);
            Backups.check(newHost);
            assertThat(newHost.list("snapshots")).hasSize(2 * ROUNDS);
            assertThat(newHost.list("locks")).isEmpty();
        }
    }

    private Callable<Integer> host(Restic restic, String name, List<Path> common) throws IOException {
        List<Path> all = Stream.concat(
                        common.stream(), Stream.of(random.write(folder.resolve("own-" + name), OWN_BYTES)))
                .toList();
        return () -> {
            for (int round = 0; round < ROUNDS; round++) {
                Backups.save(restic, all, "--host", name);
            }
            return ROUNDS;
        };
    }

    private static void atOnce(Callable<Integer> one, Callable<Integer> other)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<Integer> host : threads.invokeAll(List.of(one, other))) {
                assertThat(host.get()).isEqualTo(ROUNDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
