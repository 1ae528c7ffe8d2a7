package packhouse.protocol.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Codes of the API and exit codes of commands go together. */
class TroubleTest {

    @Test
    void aProblemLeadsToTheExitCodeOfItsCause() {
        for (Trouble trouble : Trouble.values()) {
            Views.Problem problem = trouble.problem("detail", "hint");

            assertThat(problem.type()).isEqualTo("urn:packhouse:problem:" + problem.code());
            assertThat(problem.status()).isBetween(400, 599);
        }
        assertThat(Trouble.exitCode(Trouble.WRONG_PASSWORD.problem("", "").code()))
                .isEqualTo(12);
        assertThat(Trouble.exitCode(Trouble.NO_REPOSITORY.problem("", "").code()))
                .isEqualTo(10);
        assertThat(Trouble.exitCode(Trouble.SEALED.problem("", "").code())).isEqualTo(13);
    }

    @Test
    void aCodeThatIsNotKnownIsAFailure() {
        assertThat(Trouble.exitCode("rain")).isOne();
    }
}
