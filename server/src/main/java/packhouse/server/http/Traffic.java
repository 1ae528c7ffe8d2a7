package packhouse.server.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests of all connections, so that work of the server's own can give way to them. */
final class Traffic {

    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder begun = new LongAdder();

    /** The header of a request is complete. */
    void began() {
        begun.increment();
        inFlight.incrementAndGet();
    }

    /** A request is answered, or its connection broke. */
    void ended() {
        inFlight.decrementAndGet();
    }

    int inFlight() {
        return inFlight.get();
    }

    long begun() {
        return begun.sum();
    }
}
