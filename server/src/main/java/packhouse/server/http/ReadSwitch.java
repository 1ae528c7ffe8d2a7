package packhouse.server.http;

import io.netty.channel.Channel;
import java.util.EnumSet;
import java.util.Set;

/** Says whether a channel reads: it does as long as nobody has a reason against it. Lives on the channel's event loop. */
final class ReadSwitch {

    /** Why a channel does not read. */
    enum Reason {
        /** A request is complete, or waits for its login; the next one has to wait for the answer. */
        ANSWERING,
        /** Uploads hold as many bytes as they may. */
        FULL
    }

    private final Channel channel;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private Runnable whenReading = () -> {};

    ReadSwitch(Channel channel) {
        this.channel = channel;
    }

    void hold(Reason reason) {
        if (reasons.add(reason)) {
            channel.config().setAutoRead(false);
        }
    }

    void release(Reason reason) {
        if (reasons.remove(reason) && reasons.isEmpty()) {
            channel.config().setAutoRead(true);
            // What was delivered by that may be a reason to stop again.
            if (isReading()) {
                whenReading.run();
            }
        }
    }

    /** Runs the task now if the channel reads, and else each time it begins to, after what waited has been delivered. */
    void whenReading(Runnable task) {
        whenReading = task;
        if (isReading()) {
            task.run();
        }
    }

    boolean isHeld(Reason reason) {
        return reasons.contains(reason);
    }

    /** Whether the peer may send and we would take it. */
    boolean isReading() {
        return reasons.isEmpty();
    }
}
