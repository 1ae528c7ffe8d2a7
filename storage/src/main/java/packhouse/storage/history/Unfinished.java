package packhouse.storage.history;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Commits of the server's own that have begun and not ended, by what the log says. */
final class Unfinished implements Consumer<Entry> {

    private final Map<Long, Pending> commits = new TreeMap<>();
    private long lastNumber;

    /** One of them; {@code inForce} if its {@link Switch} was found and nothing of the intent is missing. */
    record Pending(Intent intent, boolean inForce) {}

    @Override
    public void accept(Entry entry) {
        lastNumber = Math.max(lastNumber, entry.number());
        if (entry instanceof Intent part) {
            commits.merge(
                    part.number(),
                    new Pending(part, false),
                    (before, after) -> new Pending(before.intent().plus(part), false));
        } else if (entry instanceof Switch point) {
            commits.computeIfPresent(point.number(), (number, pending) -> switched(pending, point));
        } else if (entry instanceof End end) {
            commits.remove(end.number());
        }
    }

    private static Pending switched(Pending pending, Switch point) {
        Intent intent = pending.intent();
        boolean whole =
                intent.shown().size() == point.shown() && intent.hidden().size() == point.hidden();
        return new Pending(intent, whole);
    }

    /** The highest number in the log. */
    long lastNumber() {
        return lastNumber;
    }

    /** They, the first one first. */
    List<Pending> list() {
        return List.copyOf(commits.values());
    }
}
