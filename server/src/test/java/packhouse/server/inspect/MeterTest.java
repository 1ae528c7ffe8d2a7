package packhouse.server.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Status;
import packhouse.storage.catalog.Progress.Phase;

/** How the audience hears of work, and how the work hears that nobody listens. */
class MeterTest {

    private final List<Message> heard = new ArrayList<>();
    private volatile boolean gone;
    private final AtomicLong nanos = new AtomicLong();

    private final Meter meter = new Meter(
            new Audience() {
                @Override
                public void tell(Message message) {
                    heard.add(message);
                }

                @Override
                public boolean isGone() {
                    return gone;
                }
            },
            nanos::get);

    private void passMillis(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private static Status status(long done, long bytes, long millis) {
        return new Status("reading packs", "packs", done, Optional.of(10L), bytes, 1000, millis);
    }

    @Test
    void eachPhaseBeginsWithALine() {
        meter.begin(Phase.DATA, 10, 1000);
        meter.begin(Phase.SORT, -1, 0);

        assertThat(heard)
                .containsExactly(status(0, 0, 0), new Status("sorting", "blobs", 0, Optional.empty(), 0, 0, 0));
    }

    @Test
    void withinAPhaseALineComesTwiceASecondAtMost() {
        meter.begin(Phase.DATA, 10, 1000);
        for (int i = 0; i < 8; i++) {
            passMillis(200);
            meter.advance(1, 100);
        }

        assertThat(heard).containsExactly(status(0, 0, 0), status(3, 300, 600), status(6, 600, 1200));
    }

    @Test
    void workEndsWhenNobodyListens() {
        meter.begin(Phase.DATA, 10, 1000);
        gone = true;

        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> meter.advance(1, 1));
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> meter.begin(Phase.SORT, 1, 1));
    }

    @Test
    void whatManyThreadsDoIsCountedAndNeverTellsLessThanBefore() throws InterruptedException {
        int threads = 8;
        int each = 20_000;
        meter.begin(Phase.DATA, -1, 0);
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        for (int j = 0; j < each; j++) {
                            meter.advance(1, 3);
                            passMillis(1);
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        passMillis(1000);
        meter.advance(0, 0);

        List<Long> counts = heard.stream().map(one -> ((Status) one).done()).toList();
        assertThat(counts).isSorted().hasSizeGreaterThan(2);
        assertThat(counts.get(counts.size() - 1)).isEqualTo((long) threads * each);
    }
}
