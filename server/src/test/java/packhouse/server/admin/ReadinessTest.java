package packhouse.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.admin.Views.State;
import packhouse.storage.disk.RealDisk;

/** The server is ready while it can write, knows its users and is not about to stop. */
class ReadinessTest {

    private static final Executor AT_ONCE = Runnable::run;

    @TempDir
    private Path folder = Path.of("");

    private final RecordingReport report = new RecordingReport();
    private Path state = Path.of("");
    private boolean usersAreSound = true;

    @BeforeEach
    void aStateDirectory() throws IOException {
        state = Files.createDirectory(folder.resolve("state"));
    }

    private Readiness readiness() throws IOException {
        WriteTrial trial = new WriteTrial(state, RealDisk.probe(folder, report.troubles::add));
        return new Readiness(trial, () -> usersAreSound, AT_ONCE, report);
    }

    @Test
    void aServerThatCanWriteIsReadyAndLeavesNothingBehind() throws IOException {
        assertThat(readiness().state()).isCompletedWithValue(State.READY);

        assertThat(state).isEmptyDirectory();
        assertThat(report.readiness).isEmpty();
    }

    @Test
    void whatAKilledServerLeftIsNotInTheWay() throws IOException {
        Files.createFile(state.resolve("write-trial"));

        assertThat(readiness().state()).isCompletedWithValue(State.READY);
    }

    @Test
    void aStateDirectoryThatCannotBeWrittenIsSaidOnce() throws IOException {
        Readiness readiness = readiness();
        Files.delete(state);
        Files.createFile(state);

        assertThat(readiness.state()).isCompletedWithValue(State.NOT_READY);
        assertThat(readiness.state()).isCompletedWithValue(State.NOT_READY);

        assertThat(report.readiness).singleElement().asString().contains(state.toString());
    }

    @Test
    void aBrokenUserFileIsSaid() throws IOException {
        usersAreSound = false;

        assertThat(readiness().state()).isCompletedWithValue(State.NOT_READY);

        assertThat(report.readiness).singleElement().asString().contains("user file");
    }

    @Test
    void aServerThatStopsSaysSoAtOnce() throws IOException {
        Readiness readiness = readiness();
        assertThat(readiness.state()).isCompletedWithValue(State.READY);

        readiness.stop();

        assertThat(readiness.state()).isCompletedWithValue(State.STOPPING);
    }
}
