package packhouse.storage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileId;

/** Long histories of clients that come, refresh, lose their lock, sleep and go: told the long way and the short way, they are the same. */
final class LineagesHistoryTest {

    private static final int STEPS = 4000;
    private static final int GUESTS = 6;

    private final NaiveSessions model = new NaiveSessions();
    private final Lineages lineages = new Lineages();
    private final List<int[]> locks = new ArrayList<>();
    private Instant wall = Instant.parse("2026-01-01T00:00:00Z");
    private long nanos;
    private int next;

    private Moment now() {
        return new Moment(wall, nanos);
    }

    private void came(int guest) {
        int lock = next++;
        Guest who = new Guest(new FileId(5, guest, 0, 1), guest == 0, "guest " + guest);
        model.came(guest, lock, wall);
        lineages.came(new FileId(lock, 0, 0, 1), Optional.of(who), wall, now());
        locks.add(new int[] {guest, lock});
    }

    private void went(int[] lock) {
        locks.remove(lock);
        model.went(lock[0], lock[1], wall);
        lineages.went(new FileId(lock[1], 0, 0, 1), now());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithTheModel(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            Duration passed = Duration.ofSeconds(random.nextInt(20) == 0 ? random.nextInt(4000) : random.nextInt(300));
            wall = wall.plus(passed);
            nanos += passed.toNanos();
            lineages.meet(now());
            act(random);
            if (random.nextInt(10) == 0) {
                lineages.only(Set.copyOf(present()), now());
            }
            assertThat(lineages.live(now()).stream().map(Session::since).toList())
                    .as("seed %s, step %s", seed, step)
                    .isEqualTo(model.live(wall));
        }
    }

    private List<FileId> present() {
        return locks.stream().map(lock -> new FileId(lock[1], 0, 0, 1)).toList();
    }

    private void act(Random random) {
        int what = random.nextInt(10);
        if (what < 3 || locks.isEmpty()) {
            came(random.nextInt(GUESTS));
        } else if (what < 6) {
            // In the order of a client: the new lock first.
            int[] old = locks.get(random.nextInt(locks.size()));
            came(old[0]);
            went(old);
        } else if (what < 9) {
            went(locks.get(random.nextInt(locks.size())));
        } else {
            List.copyOf(locks).forEach(this::went);
        }
    }
}
