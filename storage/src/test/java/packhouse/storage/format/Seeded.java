package packhouse.storage.format;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Random numbers of a test, the same in every run, so that a change is never refused for what another brought in; {@code -Dseed=...}
 * asks for others, which is how new cases are looked for.
 */
final class Seeded {

    private static final long USUAL = 20_261_128;

    private static final Map<Class<?>, Long> SEEDS = new ConcurrentHashMap<>();

    private Seeded() {}

    /** The same numbers for every test of the class. */
    static Random random(Class<?> test) {
        return new Random(SEEDS.computeIfAbsent(test, Seeded::draw));
    }

    static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static long draw(Class<?> test) {
        long seed = Long.getLong("seed", USUAL);
        System.out.println(test.getSimpleName() + ": -Dseed=" + seed);
        return seed;
    }
}
