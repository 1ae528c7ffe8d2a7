package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Passwords that were right are remembered, within limits of number and time. */
class VerifiedCacheTest {

    private final ManualTime time = new ManualTime();
    private final VerifiedCache cache = new VerifiedCache(time);

    private static ByteBuffer fingerprint(int number) {
        return ByteBuffer.allocate(4).putInt(0, number);
    }

    @Test
    void whatWasVerifiedIsBelievedForAnHour() {
        cache.add(fingerprint(1));

        time.pass(VerifiedCache.BELIEVED);
        assertThat(cache.contains(fingerprint(1))).isTrue();
        assertThat(cache.contains(fingerprint(2))).isFalse();

        time.pass(Duration.ofNanos(1));
        assertThat(cache.contains(fingerprint(1))).isFalse();
    }

    @Test
    void theOneThatWasUsedLeastRecentlyGoesFirst() {
        for (int i = 0; i < VerifiedCache.MAX_ENTRIES; i++) {
            cache.add(fingerprint(i));
        }
        assertThat(cache.contains(fingerprint(0))).isTrue();

        cache.add(fingerprint(-1));

        assertThat(cache.contains(fingerprint(0))).isTrue();
        assertThat(cache.contains(fingerprint(1))).isFalse();
    }
}
