package packhouse.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import packhouse.it.support.Program;
import packhouse.it.support.Restic;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.WorkFolder;

/** A repository that restic 0.14 made in version 1 becomes one of version 2, and clients of both generations go on with it. */
@Execution(ExecutionMode.CONCURRENT)
final class UpgradeIT {

    private static final int LOCKED = 11;
    private static final int REFUSED = 15;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private Path data() throws IOException {
        return Files.createDirectories(folder.resolve("data"));
    }

    private Restic restic(Program generation, String repository) {
        return Restic.of(generation, folder.resolve("home-" + generation.name()), repository);
    }

    private int packhouse(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--path", data().toString()));
        try (ServerProcess command =
                ServerProcess.command(Map.of("PACKHOUSE_REPO_PASSWORD", "correct horse"), all.toArray(String[]::new))) {
            return command.exitCode();
        }
    }

    private Path files(String name, int lines) throws IOException {
        Path file = Files.createDirectories(folder.resolve("files")).resolve(name);
        return Files.writeString(file, (name + ": all work and no play makes a dull boy\n").repeat(lines));
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void bothGenerationsGoOnWithItCompressed() throws IOException {
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth")) {
            String address = "rest:" + server.url() + "/alice/laptop/";
            Restic old = restic(Program.OLD_RESTIC, address);
            old.ok("init", "--repository-version", "1");
            old.ok("backup", "--quiet", files("first", 30_000).toString());
            assertThat(packhouse("repo", "unlock", "alice/laptop")).isZero();

            assertThat(packhouse("repo", "upgrade", "alice/laptop", "--dry-run"))
                    .isZero();
            assertThat(old.ok("cat", "config")).contains("\"version\": 1");
            assertThat(packhouse("repo", "upgrade", "alice/laptop", "--yes")).isZero();
            assertThat(packhouse("repo", "upgrade", "alice/laptop", "--yes")).isZero();
            assertThat(packhouse("undo", "alice/laptop", "1")).isEqualTo(REFUSED);

            for (Program generation : List.of(Program.OLD_RESTIC, Program.NEW_RESTIC)) {
                Restic restic = restic(generation, address);
                assertThat(restic.ok("cat", "config")).contains("\"version\": 2");
                restic.ok("check", "--read-data");
                long before = bytes(data().resolve("alice/laptop/data"));
                restic.ok(
                        "backup",
                        "--quiet",
                        files("of-" + generation.name(), 30_000).toString());
                assertThat(bytes(data().resolve("alice/laptop/data")) - before)
                        .as("a megabyte of one sentence, compressed")
                        .isLessThan(100_000);
                restic.ok("check", "--read-data");
            }
            // The server, which held the key all the while, reads what version 2 wrote.
            assertThat(packhouse("repo", "check", "alice/laptop", "--read-data"))
                    .isZero();
        }
    }

    @Test
    void whileALockIsThereItDoesNothing() throws IOException {
        Restic old = restic(Program.OLD_RESTIC, data().resolve("laptop").toString());
        old.ok("init", "--repository-version", "1");
        Path lock = data().resolve("laptop/locks").resolve("ab".repeat(32));
        Files.write(lock, new byte[] {1, 2, 3});
        byte[] before = Files.readAllBytes(data().resolve("laptop/config"));

        assertThat(packhouse("repo", "upgrade", "laptop", "--yes")).isEqualTo(LOCKED);
        assertThat(Files.readAllBytes(data().resolve("laptop/config"))).isEqualTo(before);

        Files.delete(lock);
        // No server runs: the directory itself is changed.
        assertThat(packhouse("repo", "upgrade", "laptop", "--yes")).isZero();
        assertThat(old.ok("cat", "config")).contains("\"version\": 2");
    }
}
