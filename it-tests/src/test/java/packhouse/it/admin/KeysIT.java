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
import packhouse.it.support.Restic;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.WorkFolder;

/** Keys that the server adds open the repository for both generations of restic, and those that it removes open it no more. */
@Execution(ExecutionMode.CONCURRENT)
final class KeysIT {

    private static final int REFUSED = 15;
    private static final int WRONG_PASSWORD = 12;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private Path data() throws IOException {
        return Files.createDirectories(folder.resolve("data"));
    }

    private Restic restic(Program generation, String repository) {
        return Restic.of(generation, folder.resolve("home-" + generation.name()), repository);
    }

    private int key(String password, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("repo", "key"));
        all.addAll(List.of(words));
        all.addAll(List.of("--path", data().toString()));
        try (ServerProcess command =
                ServerProcess.command(Map.of("PACKHOUSE_REPO_PASSWORD", password), all.toArray(String[]::new))) {
            return command.exitCode();
        }
    }

    private String file(String password) throws IOException {
        return Files.writeString(folder.resolve("new-password"), password + "\n")
                .toString();
    }

    @Test
    void aKeyComesAndGoesWhileTheServerRuns() throws IOException {
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth")) {
            String address = "rest:" + server.url() + "/alice/laptop/";
            Restic restic = restic(Program.NEW_RESTIC, address);
            restic.ok("init");
            String first = restic.list("keys").get(0);

            assertThat(key("a guess", "add", "alice/laptop", "--new-password-file", file("another one")))
                    .isEqualTo(WRONG_PASSWORD);
            assertThat(key(restic.password(), "add", "alice/laptop", "--new-password-file", file("another one")))
                    .isZero();
            assertThat(key(restic.password(), "list", "alice/laptop")).isZero();
            for (Program generation : List.of(Program.OLD_RESTIC, Program.NEW_RESTIC)) {
                restic(generation, address).withPassword("another one").ok("snapshots");
            }

            assertThat(key(restic.password(), "remove", "alice/laptop", first, "--yes"))
                    .isEqualTo(REFUSED);
            assertThat(key("another one", "remove", "alice/laptop", first.substring(0, 8), "--yes"))
                    .isZero();
            assertThat(restic.run("snapshots").isGood()).isFalse();
            restic.withPassword("another one").ok("check");
            assertThat(server.log())
                    .anySatisfy(line -> assertThat(line).contains("key " + first + " removed"))
                    .allSatisfy(line -> assertThat(line).doesNotContain("another one", "a guess", restic.password()));
        }
    }

    @Test
    void theServerOpensTheRepositoryWithAKeyOfItsOwnAndTheOwnerNeedNotGiveHis() throws IOException {
        Path secret = folder.resolve("secret");
        String repository = data().resolve("alice/laptop").toString();
        Restic restic = restic(Program.NEW_RESTIC, repository);
        Files.createDirectories(data().resolve("alice"));
        restic.ok("init");
        // No server runs: the directory itself is changed.
        assertThat(key(restic.password(), "add", "alice/laptop", "--maintenance", "--to-file", secret.toString()))
                .isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(restic.ok("key", "list", "--json")).contains("\"userName\":\"packhouse\"");
        String password = Files.readString(secret).strip();
        restic(Program.OLD_RESTIC, repository).withPassword(password).ok("check");

        Map<String, String> environment = Map.of("PACKHOUSE_REPO_PASSWORD_FILE", secret.toString());
        try (ServerProcess server = ServerProcess.start(data(), environment, "--no-auth");
                ServerProcess dedup =
                        ServerProcess.command(Map.of(), "repo", "dedup", "alice/laptop", "--path", data().toString())) {
            assertThat(dedup.exitCode()).isZero();
            assertThat(server.log()).allSatisfy(line -> assertThat(line).doesNotContain(password));
        }
    }
}
