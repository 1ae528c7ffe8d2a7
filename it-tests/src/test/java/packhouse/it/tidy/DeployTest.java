package packhouse.it.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files for service managers and containers are read without complaint by the tools they are written for. */
final class DeployTest {

    private static final Path DEPLOY = Sources.TOP.resolve("deploy");

    private record Result(int code, String output) {}

    @Test
    void systemdFindsNothingWrongWithTheUnits(@TempDir Path folder) throws Exception {
        Path service = Files.writeString(folder.resolve("packhouse.service"), unit(), StandardCharsets.UTF_8);
        Path socket = Files.copy(DEPLOY.resolve("systemd/packhouse.socket"), folder.resolve("packhouse.socket"));

        Result result = run("systemd-analyze", "verify", "--man=no", service.toString(), socket.toString());

        // The key is younger (254) than the systemd of Debian 12, which says so and goes on.
        assertThat(result.output().lines().filter(line -> !line.contains("'ImportCredential'")))
                .isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void theUnitIsHardenedAsFarAsAJvmSurvives(@TempDir Path folder) throws Exception {
        Path service = Files.writeString(folder.resolve("packhouse.service"), unit(), StandardCharsets.UTF_8);

        // In tenths, 100 is an open door; what is left is the network, files of others and code made at run time.
        Result result = run("systemd-analyze", "security", "--offline=true", "--threshold=20", service.toString());

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(unit().lines().filter(line -> line.startsWith("MemoryDenyWriteExecute=")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "container/entrypoint",
                "container/packhouse",
                "container/create_user",
                "container/delete_user",
                "systemd/packhouse"
            })
    void theShellUnderstandsTheScripts(String script) throws Exception {
        Path file = DEPLOY.resolve(script);

        assertThat(run("sh", "-n", file.toString())).isEqualTo(new Result(0, ""));
        assertThat(file).isExecutable();
    }

    /** With a program that is there instead of the installed one. */
    private static String unit() {
        return Sources.text(DEPLOY.resolve("systemd/packhouse.service"))
                .replace("ExecStart=/usr/bin/java ", "ExecStart=" + System.getProperty("java.home") + "/bin/java ");
    }

    private static Result run(String... command) throws IOException, InterruptedException {
        if (!isInstalled(command[0])) {
            System.err.printf("%n*** NO %s ON THE PATH: ITS CHECK IS SKIPPED ***%n%n", command[0]);
            Assumptions.abort(command[0] + " is not installed");
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static boolean isInstalled(String program) {
        List<String> folders = List.of(System.getenv().getOrDefault("PATH", "").split(":", -1));
        return Stream.concat(folders.stream(), Stream.of("/bin"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
