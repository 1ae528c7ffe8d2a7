package packhouse.it.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long tests wait for what is sure to come. It is no requirement on speed: on a busy machine of two cores a process may not get
 * its turn for half a minute, and only a test that would fail anyway waits this long.
 */
public final class Patience {

    /** For one step: a process starts, a file appears, an answer comes. */
    public static final Duration STEP = Duration.ofMinutes(2);

    private Patience() {}

    /** Waits for a condition until patience ends. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(STEP);
    }
}
