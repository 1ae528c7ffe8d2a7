package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Wrong passwords slow down those who send them, and nobody else. */
class SlowdownTest {

    private final ManualTime time = new ManualTime();
    private final Slowdown slowdown = new Slowdown(time);

    private Duration wrong(int times, String remote, String user) {
        Duration last = Duration.ZERO;
        for (int i = 0; i < times; i++) {
            last = slowdown.wrong(remote, user);
        }
        return last;
    }

    private boolean isSuspect(String remote) {
        boolean suspect = slowdown.begins(remote);
        slowdown.ended(remote);
        return suspect;
    }

    @Test
    void aFewMistakesAreFree() {
        assertThat(wrong(Slowdown.FREE, "192.0.2.1", "alice")).isZero();
    }

    @Test
    void thenEachAnswerTakesTwiceAsLongUpToALimit() {
        wrong(Slowdown.FREE, "192.0.2.1", "alice");

        assertThat(wrong(1, "192.0.2.1", "alice")).isEqualTo(Duration.ofMillis(250));
        assertThat(wrong(1, "192.0.2.1", "alice")).isEqualTo(Duration.ofMillis(500));
        assertThat(wrong(100, "192.0.2.1", "alice")).isEqualTo(Slowdown.MAX_DELAY);
    }

    @Test
    void anAddressIsSlowedWhateverNamesItTries() {
        for (int i = 0; i < 50; i++) {
            slowdown.wrong("192.0.2.1", "user" + i);
        }

        assertThat(slowdown.wrong("192.0.2.1", "another")).isEqualTo(Slowdown.MAX_DELAY);
        assertThat(slowdown.wrong("192.0.2.2", "another")).isZero();
    }

    @Test
    void aNameIsSlowedFromWhereverItIsTried() {
        for (int i = 0; i < 50; i++) {
            slowdown.wrong("192.0.2." + i, "alice");
        }

        assertThat(slowdown.wrong("198.51.100.1", "alice")).isEqualTo(Slowdown.MAX_DELAY);
        assertThat(slowdown.wrong("198.51.100.1", "bob")).isZero();
        assertThat(isSuspect("203.0.113.1")).isFalse();
    }

    @Test
    void onlyTheAddressThatGuessesBecomesSuspect() {
        wrong(Slowdown.FREE, "192.0.2.1", "alice");

        assertThat(isSuspect("192.0.2.1")).isTrue();
        assertThat(isSuspect("192.0.2.2")).isFalse();
    }

    @Test
    void guessesThatAreStillBeingCheckedCount() {
        for (int i = 0; i < Slowdown.FREE; i++) {
            assertThat(slowdown.begins("192.0.2.1")).isFalse();
        }

        assertThat(slowdown.begins("192.0.2.1")).isTrue();
    }

    @Test
    void timeForgets() {
        wrong(100, "192.0.2.1", "alice");

        time.pass(Slowdown.FORGET.multipliedBy(Slowdown.MAX_COUNT));

        assertThat(wrong(Slowdown.FREE, "192.0.2.1", "alice")).isZero();
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        wrong(Slowdown.FREE, "2001:db8:1:2::1", "alice");

        assertThat(isSuspect("2001:db8:1:2:ffff::9")).isTrue();
        assertThat(isSuspect("2001:db8:1:3::1")).isFalse();
    }

    @Test
    void whatIsRememberedIsLimited() {
        wrong(100, "192.0.2.1", "alice");
        for (int i = 0; i < Slowdown.MAX_REMEMBERED; i++) {
            slowdown.wrong("10.0." + i / 256 + "." + i % 256, "user" + i);
        }

        assertThat(isSuspect("192.0.2.1")).isFalse();
    }
}
