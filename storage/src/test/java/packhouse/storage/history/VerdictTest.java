package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a commit that was cut off: the whole table. */
final class VerdictTest {

    @ParameterizedTest
    @CsvSource({
        // in force, came, stays, hides, last
        "true,  true,  true,  true,  true,  FINISH",
        "true,  true,  false, true,  false, FINISH",
        "true,  true,  true,  false, false, FINISH",
        // The switch could not be forced and what was placed had begun to go again, or a client has removed some of it
        // and built on the rest.
        "true,  false, true,  true,  true,  KEEP",
        "true,  false, false, true,  true,  KEEP",
        "false, true,  true,  true,  true,  WITHDRAW",
        "false, false, true,  true,  false, WITHDRAW",
        // What was placed may be the only copy.
        "false, true,  false, true,  true,  KEEP",
        "false, false, false, true,  true,  KEEP",
        // Only adds.
        "false, true,  true,  false, true,  WITHDRAW",
        "false, true,  true,  false, false, KEEP"
    })
    void isByWhatTheLogSaysAndWhatLiesThere(
            boolean inForce, boolean came, boolean stays, boolean hides, boolean last, Verdict verdict) {
        assertThat(Verdict.of(inForce, came, stays, hides, last)).isEqualTo(verdict);
    }
}
