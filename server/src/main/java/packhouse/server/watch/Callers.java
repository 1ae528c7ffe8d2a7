package packhouse.server.watch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import packhouse.server.http.Attendant.Caller;

/** When clients were last heard of. Never waits. */
final class Callers {

    /** Most callers remembered, at 200 bytes each; beyond, those not heard of for longest are forgotten. */
    static final int MAX_CALLERS = 10_000;

    private final Map<Caller, Long> heard = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Caller, Long> eldest) {
            return size() > MAX_CALLERS;
        }
    };

    synchronized void met(Caller caller, long nanos) {
        heard.put(caller, nanos);
    }

    /** Whether this one was heard of within the span. */
    synchronized boolean isHeardOf(Caller caller, Duration within, long nanos) {
        Long last = heard.get(caller);
        return last != null && nanos - last < within.toNanos();
    }
}
