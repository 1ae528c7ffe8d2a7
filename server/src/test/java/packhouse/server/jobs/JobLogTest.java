package packhouse.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a job: numbered, bounded, and patient with what a crash leaves. */
class JobLogTest {

    private static final Instant TIME = Instant.parse("2026-11-28T07:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private final List<String> troubles = new ArrayList<>();

    private JobLog log() {
        return new JobLog(folder.resolve("1.log"), troubles::add);
    }

    @Test
    void linesHaveNumbersThatGoOnAfterARestart() throws IOException {
        log().add(TIME, "one");
        JobLog again = log();
        again.add(TIME, "two\nlines");

        assertThat(Files.readString(folder.resolve("1.log")))
                .isEqualTo("0 2026-11-28T07:00:00Z one\n1 2026-11-28T07:00:00Z two lines\n");
        assertThat(again.read(1, 10)).isEqualTo(new JobLog.Lines(1, List.of("2026-11-28T07:00:00Z two lines")));
        assertThat(again.read(2, 10)).isEqualTo(new JobLog.Lines(2, List.of()));
        assertThat(again.last(1)).containsExactly("2026-11-28T07:00:00Z two lines");
    }

    @Test
    void aLogThatIsNotThereIsEmpty() throws IOException {
        assertThat(log().read(0, 10)).isEqualTo(new JobLog.Lines(0, List.of()));
        assertThat(log().last(10)).isEmpty();
    }

    @Test
    void theOlderHalfGoesWhenItIsFull() throws IOException {
        JobLog log = log();
        int all = 400;
        for (int i = 0; i < all; i++) {
            log.add(TIME, i + " " + "x".repeat(4_000));
        }

        assertThat(Files.size(folder.resolve("1.log"))).isLessThanOrEqualTo(Limits.LOG_BYTES);
        JobLog.Lines rest = log.read(0, all);
        assertThat(rest.first()).isBetween(100L, 300L);
        assertThat(rest.first() + rest.lines().size()).isEqualTo(all);
        assertThat(rest.lines().get(0)).contains(" " + rest.first() + " xxx");
    }

    @Test
    void aLineThatWasCutOffIsPassedOver() throws IOException {
        Files.writeString(folder.resolve("1.log"), "0 2026-11-28T07:00:00Z one\nrubbish\n1 2026-11-28T07");
        JobLog log = log();

        assertThat(log.read(0, 10).lines()).containsExactly("2026-11-28T07:00:00Z one");
    }

    @Test
    void aLogThatCannotBeWrittenIsSaidOnce() {
        JobLog log = new JobLog(folder.resolve("missing").resolve("1.log"), troubles::add);
        log.add(TIME, "one");
        log.add(TIME, "two");

        assertThat(troubles).hasSize(1);
    }
}
