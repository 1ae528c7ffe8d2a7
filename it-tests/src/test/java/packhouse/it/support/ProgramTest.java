package packhouse.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which versions of others' programs the tests accept. */
final class ProgramTest {

    @ParameterizedTest
    @CsvSource({
        "OLD_RESTIC, restic 0.14.0 compiled with go1.19.8 on linux/amd64, true",
        "OLD_RESTIC, restic 0.14.1-dev compiled with go1.19.8 on linux/amd64, true",
        "OLD_RESTIC, restic 0.18.0 compiled with go1.24.1 on linux/amd64, false",
        "NEW_RESTIC, restic 0.19.1 compiled with go1.26.4 on linux/amd64, true",
        "NEW_RESTIC, restic 1.0.0 compiled with go1.30.1 on linux/amd64, true",
        "NEW_RESTIC, restic 0.16.4 compiled with go1.21.1 on linux/amd64, false",
        "NEW_RESTIC, sh: command not found, false",
        "REST_SERVER, rest-server version rest-server 0.14.0 compiled with go1.24.4 on linux/amd64, true"
    })
    void theAnswerToTheVersionQuestionDecides(Program program, String answer, boolean fits) {
        assertThat(program.fits(answer)).isEqualTo(fits);
    }
}
