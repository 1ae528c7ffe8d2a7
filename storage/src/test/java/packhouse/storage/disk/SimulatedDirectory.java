package packhouse.storage.disk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The names in a simulated directory: those there are, those that were last forced, and the changes that lie between. */
final class SimulatedDirectory implements SimulatedNode {

    private final Map<String, SimulatedNode> now = new TreeMap<>();
    private final Map<String, SimulatedNode> durable = new TreeMap<>();
    private final List<Change> unforced = new ArrayList<>();
    private Instant modified;

    /** One atomic change, and the half of a passage that it is. */
    private record Change(Map<String, Optional<SimulatedNode>> names, Optional<Passage> comes, Optional<Passage> goes) {

        boolean survives(RandomGenerator random) {
            if (comes.isPresent()) {
                return comes.get().survives(random);
            }
            return random.nextBoolean() && (goes.isEmpty() || goes.get().survives(random));
        }
    }

    /** What the two halves of a rename between directories know of each other: whether the file arrives. */
    static final class Passage {

        private Optional<Boolean> arrives = Optional.empty();

        private void isForced() {
            arrives = Optional.of(true);
        }

        /** Decided once, by whichever half is asked first. */
        private boolean survives(RandomGenerator random) {
            if (arrives.isEmpty()) {
                arrives = Optional.of(random.nextBoolean());
            }
            return arrives.get();
        }
    }

    SimulatedDirectory(Instant modified) {
        this.modified = modified;
    }

    Optional<SimulatedNode> find(String name) {
        return Optional.ofNullable(now.get(name));
    }

    List<String> names() {
        return List.copyOf(now.keySet());
    }

    /** One atomic change: names that come (or stand for something else now), and names that go. */
    void change(Map<String, Optional<SimulatedNode>> change, Instant at) {
        change(new Change(change, Optional.empty(), Optional.empty()), at);
    }

    /** A file comes out of another directory. */
    void arrive(String name, SimulatedNode node, Passage passage, Instant at) {
        change(new Change(Map.of(name, Optional.of(node)), Optional.of(passage), Optional.empty()), at);
    }

    /** A file goes to another directory. */
    void leave(String name, Passage passage, Instant at) {
        change(new Change(Map.of(name, Optional.empty()), Optional.empty(), Optional.of(passage)), at);
    }

    private void change(Change change, Instant at) {
        unforced.add(change);
        apply(now, change.names());
        modified = at;
    }

    private static void apply(Map<String, SimulatedNode> names, Map<String, Optional<SimulatedNode>> change) {
        change.forEach((name, node) -> {
            names.remove(name);
            node.ifPresent(there -> names.put(name, there));
        });
    }

    void force() {
        durable.clear();
        durable.putAll(now);
        unforced.forEach(change -> change.comes().ifPresent(Passage::isForced));
        unforced.clear();
    }

    @Override
    public Instant modified() {
        return modified;
    }

    @Override
    public void crash(SimulatedDisk.Survival survival, RandomGenerator random) {
        if (survival != SimulatedDisk.Survival.EVERYTHING) {
            for (Change change : unforced) {
                if (survival == SimulatedDisk.Survival.BY_CHANCE && change.survives(random)) {
                    apply(durable, change.names());
                }
            }
            unforced.clear();
            now.clear();
            now.putAll(durable);
        }
        now.values().forEach(node -> node.crash(survival, random));
    }
}
