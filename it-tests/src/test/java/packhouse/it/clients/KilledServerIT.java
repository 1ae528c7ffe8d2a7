package packhouse.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import packhouse.it.support.Listing;
import packhouse.it.support.Program;
import packhouse.it.support.RandomFiles;
import packhouse.it.support.Restic;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.SlowProxy;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;

/** A server that dies in the middle of uploads leaves nothing half visible, and cleans up when it comes back. */
@Execution(ExecutionMode.CONCURRENT)
final class KilledServerIT {

    private static final int FILE_BYTES = 64 << 20;

    /** More than one pack, which has 16 MiB and less than one chunk of 8 MiB more, and less than two: the line stops within the second. */
    private static final int PASSED_ON = 30 << 20;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    @Test
    void theBackupCanSimplyBeRunAgain() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        List<Path> paths = List.of(new RandomFiles(6).write(folder.resolve("file"), FILE_BYTES));
        dieDuringUploads(data, paths);
        assertThat(temporaries(data)).isNotEmpty();

        try (ServerProcess server = ServerProcess.start(data, "--no-auth")) {
            new Listing(server.url() + "/killed/").assertEveryFileIsWhole();
            await().until(() -> temporaries(data).isEmpty());
            Restic restic = client("rest:" + server.url() + "/killed/");
            restic.ok("unlock");
            Backups.save(restic, paths);
            Backups.check(restic);
            assertThat(restic.list("snapshots")).hasSize(1);
        }
    }

    private void dieDuringUploads(Path data, List<Path> paths) throws IOException {
        ServerProcess server = ServerProcess.start(data, "--no-auth");
        try (SlowProxy line = SlowProxy.stoppingAfter(server.port(), PASSED_ON)) {
            client("rest:" + server.url() + "/killed/").begin(2);
            Process backup = client("rest:http://127.0.0.1:" + line.port() + "/killed/")
                    .start("-o", "rest.connections=1", "backup", paths.get(0).toString());
            await().until(() -> packs(data) == 1 && !temporaries(data).isEmpty());
            server.kill();
            backup.destroyForcibly().onExit().join();
        } finally {
            server.kill();
        }
    }

    private Restic client(String url) {
        return Restic.of(Program.NEW_RESTIC, folder.resolve("home"), url);
    }

    private static long packs(Path data) throws IOException {
        return TreeState.names(data).stream()
                .filter(path -> path.matches("killed/data/../[0-9a-f]{64}"))
                .count();
    }

    private static List<String> temporaries(Path data) throws IOException {
        return TreeState.names(data).stream()
                .filter(path -> path.contains("-temp"))
                .toList();
    }
}
