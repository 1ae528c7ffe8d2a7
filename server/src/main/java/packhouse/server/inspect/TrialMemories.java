package packhouse.server.inspect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import packhouse.protocol.RepoPath;
import packhouse.storage.upkeep.TrialMemory;

/** What is remembered of repositories between two questions, of those that were asked about last. */
final class TrialMemories {

    /** Some 30 kB each; who asks about more of them in turn only waits a little longer. */
    private static final int MAX = 100;

    private final RandomGenerator random;
    private final Map<RepoPath, TrialMemory> memories = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RepoPath, TrialMemory> eldest) {
            return size() > MAX;
        }
    };

    TrialMemories(RandomGenerator random) {
        this.random = random;
    }

    synchronized TrialMemory of(RepoPath repository) {
        return memories.computeIfAbsent(repository, path -> new TrialMemory(random));
    }
}
