package packhouse.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import packhouse.storage.disk.Space;
import packhouse.storage.repository.Reserve;

/** Whether there is room for a step. */
class RoomTest {

    private static final long MIB = 1 << 20;

    @Test
    void aStepNeedsAFifthMoreThanItWritesAndLeavesTheReserve() {
        Room room = new Room(500 * MIB);

        assertThat(room.missing(100 * MIB, new Space(10_000 * MIB, 620 * MIB))).isEmpty();
        assertThat(room.missing(100 * MIB, new Space(10_000 * MIB, 620 * MIB - 1)))
                .contains("needs 620 MiB free, there are 620 MiB");
    }

    @Test
    void theDefaultReserveIsThatOfUploads() {
        Room room = new Room(Reserve.DEFAULT);

        assertThat(room.needs(0, new Space(10_000 * MIB, 0))).isEqualTo(100 * MIB);
        assertThat(room.needs(0, new Space(1_000_000 * MIB, 0))).isEqualTo(256 * MIB);
        assertThat(new Room(0).needs(10 * MIB, new Space(1_000_000 * MIB, 0))).isEqualTo(12 * MIB);
    }
}
