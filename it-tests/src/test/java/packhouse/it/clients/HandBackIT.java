package packhouse.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.it.support.Program;
import packhouse.it.support.RandomFiles;
import packhouse.it.support.Restic;
import packhouse.it.support.ResticBinaries;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.Site;
import packhouse.it.support.Transport;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;

/** packhouse takes over a directory that others wrote, and they can have it back. */
@Execution(ExecutionMode.CONCURRENT)
final class HandBackIT {

    private static final int FILE_BYTES = 3 << 20;
    private static final String RESTIC_FILE =
            "moved/(data/([0-9a-f]{2})/\\2[0-9a-f]{62}|(index|snapshots|keys|locks)/[0-9a-f]{64})";

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private final RandomFiles random = new RandomFiles(9);

    @ParameterizedTest
    @EnumSource(names = {"OLD_RESTIC", "NEW_RESTIC"})
    void aRepositoryThatAClientWroteItselfIsServedUnchanged(Program generation) throws IOException {
        Restic local = Restic.of(
                generation,
                folder.resolve("home-" + generation.name()),
                Files.createDirectories(folder.resolve("data")).resolve("moved").toString());
        local.ok("init");
        Backups.save(local, List.of(random.write(folder.resolve("first"), FILE_BYTES)));
        useOverPackhouse(generation);
        Backups.check(local);
        assertThat(local.list("snapshots")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"OLD_RESTIC", "NEW_RESTIC"})
    void restServerAndPackhouseTakeTurns(Program generation) throws IOException {
        Path first = random.write(folder.resolve("first"), FILE_BYTES);
        try (ServerProcess restServer = restServer()) {
            Restic restic = clientOf(restServer, generation);
            restic.ok("init");
            Backups.save(restic, List.of(first));
        }
        useOverPackhouse(generation);
        try (ServerProcess restServer = restServer()) {
            Restic restic = clientOf(restServer, generation);
            Backups.check(restic);
            Backups.save(restic, List.of(first));
            assertThat(restic.list("snapshots")).hasSize(3);
        }
    }

    /** Reading leaves every file as it was and adds none; a backup adds files of restic only. */
    private void useOverPackhouse(Program generation) throws IOException {
        Map<String, String> found = TreeState.of(folder.resolve("data")).files();
        try (Site served = Site.over(Transport.HTTP, folder)) {
            Restic restic = served.client(generation, "moved");
            Backups.check(restic);
            restic.ok(
                    "restore", "latest", "--target", folder.resolve("restored").toString());
            assertThat(TreeState.of(served.data()).files()).isEqualTo(found);

            Backups.save(restic, List.of(random.write(folder.resolve("second"), FILE_BYTES)));
            assertThat(restic.list("locks")).isEmpty();
            assertThat(TreeState.of(served.data()).files()).containsAllEntriesOf(found);
            assertThat(TreeState.of(served.data()).where(path -> !found.containsKey(path)))
                    .isNotEmpty()
                    .allSatisfy((path, state) -> assertThat(path).matches(RESTIC_FILE));
        }
    }

    private ServerProcess restServer() throws IOException {
        return ServerProcess.startOther(List.of(
                ResticBinaries.path(Program.REST_SERVER).toString(),
                "--no-auth",
                "--path",
                Files.createDirectories(folder.resolve("data")).toString(),
                "--listen",
                "127.0.0.1:0"));
    }

    private Restic clientOf(ServerProcess server, Program generation) {
        return Restic.of(generation, folder.resolve("home-" + generation.name()), "rest:" + server.url() + "/moved/");
    }
}
