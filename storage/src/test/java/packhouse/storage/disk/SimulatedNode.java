package packhouse.storage.disk;

import java.time.Instant;
import java.util.random.RandomGenerator;

/** What a name in a simulated directory stands for. */
sealed interface SimulatedNode permits SimulatedFile, SimulatedDirectory {

    /** The last change. */
    Instant modified();

    /** Becomes what a restarted machine finds. */
    void crash(SimulatedDisk.Survival survival, RandomGenerator random);
}
