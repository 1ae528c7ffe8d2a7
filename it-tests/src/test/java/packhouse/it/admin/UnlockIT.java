package packhouse.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import packhouse.it.support.Program;
import packhouse.it.support.RandomFiles;
import packhouse.it.support.Restic;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.WorkFolder;

/** A running server is given the key of a repository that restic made, and forgets it. */
@Execution(ExecutionMode.CONCURRENT)
final class UnlockIT {

    private static final int SEALED = 13;
    private static final int WRONG_PASSWORD = 12;
    private static final int BAD_CONFIGURATION = 78;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private Path data() throws IOException {
        return Files.createDirectories(folder.resolve("data"));
    }

    private Restic backedUp(ServerProcess server) throws IOException {
        Restic restic =
                Restic.of(Program.NEW_RESTIC, folder.resolve("home"), "rest:" + server.url() + "/alice/laptop/");
        restic.begin(2);
        Path files = new RandomFiles(3).write(folder.resolve("files/one"), 300_000);
        restic.ok("backup", "--quiet", files.toString());
        return restic;
    }

    private int repo(Map<String, String> environment, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("repo"));
        all.addAll(List.of(words));
        all.addAll(List.of("--path", data().toString()));
        try (ServerProcess command = ServerProcess.command(environment, all.toArray(String[]::new))) {
            return command.exitCode();
        }
    }

    private int repo(String... words) throws IOException {
        return repo(Map.of(), words);
    }

    private Path passwordFile(String password, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), password + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void unlockedNoCommandNeedsThePasswordAndLockedEachDoes() throws IOException {
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth")) {
            Restic restic = backedUp(server);
            assertThat(repo("dedup", "alice/laptop")).isEqualTo(SEALED);
            assertThat(repo(Map.of("PACKHOUSE_REPO_PASSWORD", "a guess"), "unlock", "alice/laptop"))
                    .isEqualTo(WRONG_PASSWORD);

            Map<String, String> password = Map.of("PACKHOUSE_REPO_PASSWORD", restic.password());
            assertThat(repo(password, "unlock", "alice/laptop", "--for", "8h")).isZero();
            assertThat(repo("dedup", "alice/laptop")).isZero();
            assertThat(repo("check", "alice/laptop")).isZero();
            assertThat(repo("show", "alice/laptop")).isZero();

            assertThat(repo("lock", "alice/laptop")).isZero();
            assertThat(repo("dedup", "alice/laptop")).isEqualTo(SEALED);
            assertThat(server.log())
                    .anySatisfy(line -> assertThat(line).contains("unlocked", "alice/laptop"))
                    .anySatisfy(line -> assertThat(line).contains("sealed", "alice/laptop"))
                    .allSatisfy(line -> assertThat(line).doesNotContain(restic.password(), "a guess"));
        }
    }

    @Test
    void aClientThatRemovesTheKeySealsTheRepository() throws IOException {
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth")) {
            Restic restic = backedUp(server);
            String first = restic.list("keys").get(0);
            Map<String, String> password = Map.of("PACKHOUSE_REPO_PASSWORD", restic.password());
            assertThat(repo(password, "unlock", "alice/laptop")).isZero();

            Path second = Files.writeString(folder.resolve("second"), "second");
            restic.ok("key", "add", "--new-password-file", second.toString());
            restic.withPassword("second").ok("key", "remove", first);

            assertThat(repo("dedup", "alice/laptop")).isEqualTo(SEALED);
            assertThat(server.log()).anySatisfy(line -> assertThat(line).contains("was removed"));
        }
    }

    @Test
    void aPasswordThatStandsReadyOpensOnFirstNeed() throws IOException {
        Restic restic;
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth")) {
            restic = backedUp(server);
        }
        Path credentials = Files.createDirectory(folder.resolve("credentials"));
        Files.copy(passwordFile(restic.password(), "r--------"), credentials.resolve("packhouse.repo.alice~laptop"));
        List<Map<String, String>> ways = List.of(
                Map.of(
                        "PACKHOUSE_REPO_PASSWORD_FILE",
                        folder.resolve("password").toString()),
                Map.of("PACKHOUSE_REPO_PASSWORD", restic.password()),
                Map.of("CREDENTIALS_DIRECTORY", credentials.toString()));
        for (Map<String, String> environment : ways) {
            try (ServerProcess server = ServerProcess.start(data(), environment, "--no-auth")) {
                assertThat(repo("dedup", "alice/laptop"))
                        .as("%s", environment.keySet())
                        .isZero();
                assertThat(repo("dedup", "alice/laptop")).isZero();
                assertThat(server.log().stream().filter(line -> line.contains("msg=\"unlocked\"")))
                        .as("%s", server.log())
                        .hasSize(1);
            }
        }
    }

    @Test
    void aPasswordFileThatOthersCouldReadIsRefused() throws IOException {
        Path file = passwordFile("hidden", "rw-r--r--");
        Map<String, String> environment = Map.of("PACKHOUSE_REPO_PASSWORD_FILE", file.toString());
        try (ServerProcess server = ServerProcess.launch(data(), environment, "--no-auth")) {
            assertThat(server.exitCode()).isEqualTo(BAD_CONFIGURATION);
            assertThat(server.log()).anySatisfy(line -> assertThat(line).contains("chmod 600"));
        }
    }
}
