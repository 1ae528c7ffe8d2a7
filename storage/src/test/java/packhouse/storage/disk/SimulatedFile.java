package packhouse.storage.disk;

import java.time.Instant;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The content of a simulated file: what a reader sees, and what was last forced. */
final class SimulatedFile implements SimulatedNode {

    private byte[] now = {};
    private byte[] durable = {};
    private Instant modified;

    SimulatedFile(Instant modified) {
        this.modified = modified;
    }

    void append(byte[] bytes, Instant at) {
        int before = now.length;
        now = Arrays.copyOf(now, before + bytes.length);
        System.arraycopy(bytes, 0, now, before, bytes.length);
        modified = at;
    }

    void force() {
        durable = now;
    }

    byte[] bytes() {
        return now;
    }

    @Override
    public Instant modified() {
        return modified;
    }

    @Override
    public void crash(SimulatedDisk.Survival survival, RandomGenerator random) {
        if (survival != SimulatedDisk.Survival.EVERYTHING) {
            boolean chance = survival == SimulatedDisk.Survival.BY_CHANCE && !Arrays.equals(now, durable);
            now = chance ? torn(random) : durable;
            durable = now;
        }
    }

    /** Unforced bytes may be there, be missing from some point on, or read as zeros from some point on. */
    private byte[] torn(RandomGenerator random) {
        int kept = durable.length + random.nextInt(now.length - durable.length + 1);
        return switch (random.nextInt(3)) {
            case 0 -> now;
            case 1 -> Arrays.copyOf(now, kept);
            default -> Arrays.copyOf(Arrays.copyOf(now, kept), now.length);
        };
    }
}
