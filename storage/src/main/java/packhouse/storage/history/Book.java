package packhouse.storage.history;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import packhouse.protocol.FileName;

/** Which files are in the trash, by what the log says: about 150 bytes of memory for each, made when it is asked for. */
final class Book implements Consumer<Entry> {

    private final Map<Long, Map<FileName, Resting>> commits = new TreeMap<>();
    private final Ended ended = new Ended();
    private long lastNumber;
    private Instant lastTime = Instant.EPOCH;

    @Override
    public void accept(Entry entry) {
        lastNumber = Math.max(lastNumber, entry.number());
        lastTime = entry.time().isAfter(lastTime) ? entry.time() : lastTime;
        if (entry instanceof Gone gone) {
            gone.names().forEach(name -> remove(gone.number(), name));
        } else if (entry instanceof Commit commit) {
            take(commit);
        } else {
            ended.accept(entry).ifPresent(this::take);
        }
    }

    private void take(Commit commit) {
        commit.shown().forEach(file -> remove(file.from(), file.name()));
        commit.hidden().forEach(file -> add(commit, file));
    }

    private void add(Commit commit, Commit.Hidden file) {
        commits.computeIfAbsent(commit.number(), number -> new HashMap<>())
                .put(
                        file.name(),
                        new Resting(commit.number(), file.name(), file.size(), commit.time(), commit.cause()));
    }

    private void remove(long number, FileName name) {
        Map<FileName, Resting> files = commits.getOrDefault(number, Map.of());
        if (files.containsKey(name)) {
            files.remove(name);
            if (files.isEmpty()) {
                commits.remove(number);
            }
        }
    }

    boolean has(long number, FileName name) {
        return commits.getOrDefault(number, Map.of()).containsKey(name);
    }

    /** All files, by commit. */
    List<Resting> files() {
        return commits.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
    }

    /** The highest number in the log. */
    long lastNumber() {
        return lastNumber;
    }

    /** The latest time in the log. */
    Instant lastTime() {
        return lastTime;
    }
}
