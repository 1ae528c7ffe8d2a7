package packhouse.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What the owner reads when something does not work. */
class ServerLogTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ServerLog log = new ServerLog(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            LogFormat.TEXT,
            false,
            InstantSource.fixed(Instant.parse("2026-11-28T18:30:00Z")));

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anErrorInTheProgramIsToBeReportedWithItsTrace() {
        log.bug("data", new IllegalStateException("two times two"), "request", "POST /x");
        assertThat(said())
                .contains(" ERROR data request=\"POST /x\" trace=\"java.lang.IllegalStateException: two times two")
                .contains("an error in the program, please report it");
    }

    @Test
    void tooSmallAHeapIsNoErrorInTheProgram() {
        log.bug("data", new OutOfMemoryError("Java heap space"));
        assertThat(said()).contains("out of memory").contains("-Xmx").doesNotContain("report it");
    }
}
