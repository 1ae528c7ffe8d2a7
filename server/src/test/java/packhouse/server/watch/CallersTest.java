package packhouse.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import packhouse.server.http.Attendant.Caller;

/** Who was heard of lately. */
final class CallersTest {

    private static final Duration SPAN = Duration.ofMinutes(35);
    private static final Caller ALICE = new Caller("alice", "192.0.2.1");

    private final Callers callers = new Callers();

    @Test
    void aCallerIsHeardOfForTheSpanAfterItsLastRequest() {
        callers.met(ALICE, 0);
        callers.met(ALICE, 1000);
        assertThat(callers.isHeardOf(ALICE, SPAN, 1000 + SPAN.toNanos() - 1)).isTrue();
        assertThat(callers.isHeardOf(ALICE, SPAN, 1000 + SPAN.toNanos())).isFalse();
    }

    @Test
    void timeMayBeginAnywhereAndOverflow() {
        callers.met(ALICE, Long.MAX_VALUE - 10);
        assertThat(callers.isHeardOf(ALICE, SPAN, Long.MIN_VALUE + 10)).isTrue();
        assertThat(callers.isHeardOf(ALICE, SPAN, Long.MAX_VALUE - 10 + SPAN.toNanos()))
                .isFalse();
    }

    @Test
    void anotherAddressOrLoginIsAnotherCaller() {
        callers.met(ALICE, 0);
        assertThat(callers.isHeardOf(new Caller("alice", "192.0.2.2"), SPAN, 0)).isFalse();
        assertThat(callers.isHeardOf(new Caller("bob", "192.0.2.1"), SPAN, 0)).isFalse();
    }

    @Test
    void ofTooManyThoseAreForgottenThatWereNotHeardOfForLongest() {
        Caller silent = new Caller("silent", "192.0.2.3");
        callers.met(silent, 0);
        callers.met(ALICE, 0);
        for (int i = 0; i < Callers.MAX_CALLERS - 1; i++) {
            callers.met(new Caller("crowd-" + i, "192.0.2.4"), 0);
            callers.met(ALICE, 0);
        }
        assertThat(callers.isHeardOf(ALICE, SPAN, 0)).isTrue();
        assertThat(callers.isHeardOf(new Caller("crowd-0", "192.0.2.4"), SPAN, 0))
                .isTrue();
        assertThat(callers.isHeardOf(silent, SPAN, 0)).isFalse();
    }
}
