package packhouse.server.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Time that passes only when told to, with the tasks that wait for it. */
final class ManualTime implements InstantSource, LongSupplier, Later {

    private record Due(long at, Runnable task) {}

    private final List<Due> waiting = new ArrayList<>();
    private final Instant start;
    private long nanos;

    ManualTime() {
        this(Instant.parse("2026-11-23T12:00:00Z"));
    }

    ManualTime(Instant start) {
        this.start = start;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos);
    }

    @Override
    public long getAsLong() {
        return nanos;
    }

    @Override
    public void run(Duration delay, Runnable task) {
        waiting.add(new Due(nanos + delay.toNanos(), task));
    }

    int waiting() {
        return waiting.size();
    }

    void pass(Duration duration) {
        nanos += duration.toNanos();
        List<Due> due = waiting.stream().filter(task -> task.at() <= nanos).toList();
        waiting.removeAll(due);
        due.forEach(task -> task.task().run());
    }
}
