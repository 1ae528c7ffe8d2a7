package packhouse.it.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.Program;
import packhouse.it.support.RandomFiles;
import packhouse.it.support.Restic;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.WorkFolder;

/** A person who does not want to wait: the command cleans up and says how it ended. */
class InterruptIT {

    @TempDir(factory = WorkFolder.class)
    private Path folder = Path.of("");

    @BeforeEach
    void aRepository() throws IOException {
        Restic restic = Restic.of(
                Program.NEW_RESTIC,
                folder.resolve("home"),
                data().resolve("laptop").toString());
        restic.begin(2);
        restic.ok(
                "backup",
                new RandomFiles(3).write(folder.resolve("file"), 4 << 20).toString());
        Files.createDirectory(temporary());
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path temporary() {
        return folder.resolve("tmp");
    }

    private List<Path> left() {
        try (Stream<Path> files = Files.list(temporary())) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who runs tests in the background ignores SIGINT, and so would the command. */
    private ServerProcess check() throws IOException {
        List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT,TERM"));
        words.addAll(ServerProcess.commandLine(
                "repo", "check", "laptop", "--read-data", "--offline", "--path", data().toString()));
        ProcessBuilder command = new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("PACKHOUSE_REPO_PASSWORD", "correct horse");
        command.environment().put("TMPDIR", temporary().toString());
        return ServerProcess.of(command.start());
    }

    /** The folder is made before the key is: from then on there are seconds of work, and something to clean up. */
    private void interrupted(String signal, int code) throws IOException {
        try (ServerProcess command = check()) {
            await().until(() -> !left().isEmpty());

            command.signal(signal);

            assertThat(command.exitCode()).isEqualTo(code);
            assertThat(command.log()).containsExactly("packhouse: interrupted, nothing was changed");
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void ctrlCLeavesNothingBehindAndEndsWith130() throws IOException {
        interrupted("INT", 130);
    }

    @Test
    void soDoesAServiceManager() throws IOException {
        interrupted("TERM", 143);
    }

    @Test
    void whoWaitsGetsAnAnswerAndNothingIsLeftBehindEither() throws IOException {
        try (ServerProcess command = check()) {
            assertThat(command.exitCode()).isZero();
        }
        assertThat(left()).isEmpty();
    }
}
