package packhouse.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Clients first: what is left for maintenance while they are there, and how it comes back. */
class PaceTest {

    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;
    private static final long BLOB = 1_000_000;
    private static final Load BUSY = new Load(1, 1);
    private static final Load IDLE = new Load(0, 1);

    private long now = 77 * SECOND;

    /** Works for so long on blobs that take {@code each} nanoseconds, and gives the bytes. */
    private long work(Pace pace, long span, long each, Load load) {
        long end = now + span;
        long bytes = 0;
        while (now < end) {
            now += each;
            bytes += BLOB;
            now += pace.rest(now, BLOB, load);
        }
        return bytes;
    }

    @Test
    void nobodyWaitsForNobody() {
        Pace pace = new Pace(0);

        assertThat(work(pace, 10 * SECOND, 5 * MILLI, Load.NONE)).isEqualTo(10 * SECOND / (5 * MILLI) * BLOB);
    }

    @Test
    void aCeilingIsKeptAlsoWhenNobodyIsThere() {
        Pace pace = new Pace(50_000_000);

        assertThat(work(pace, 10 * SECOND, MILLI, Load.NONE)).isBetween(495_000_000L, 510_000_000L);
    }

    @Test
    void whileClientsWorkItGoesDownToTheFloorWithinTwoSecondsAndNoFurther() {
        Pace pace = new Pace(0);
        work(pace, 5 * SECOND, 5 * MILLI, Load.NONE);

        long burst = work(pace, 2 * SECOND, 5 * MILLI, BUSY);
        assertThat(burst).isLessThan(100 * BLOB);
        assertThat(pace.rate()).isEqualTo(Pace.FLOOR);
        assertThat(work(pace, 60 * SECOND, 5 * MILLI, BUSY))
                .isBetween(60 * Pace.FLOOR - 2 * BLOB, 60 * Pace.FLOOR + BLOB);
    }

    @Test
    void onASlowProcessorTheFloorIsATenthOfTheTime() {
        Pace pace = new Pace(0);
        work(pace, 5 * SECOND, 200 * MILLI, BUSY);

        assertThat(work(pace, 100 * SECOND, 200 * MILLI, BUSY)).isBetween(49 * BLOB, 51 * BLOB);
    }

    @Test
    void eachIdleSecondGivesAQuarterMore() {
        Pace pace = new Pace(0);
        work(pace, 5 * SECOND, 5 * MILLI, BUSY);
        long floor = pace.rate();
        now += SECOND;
        pace.rest(now, 0, IDLE);

        assertThat(pace.rate()).isEqualTo(floor * 5 / 4);
        now += SECOND;
        pace.rest(now, 0, IDLE);
        assertThat(pace.rate()).isEqualTo(floor * 25 / 16);
    }

    @Test
    void halfAMinuteAfterTheLastClientNothingIsHeldBack() {
        Pace pace = new Pace(0);
        work(pace, 5 * SECOND, 5 * MILLI, BUSY);
        work(pace, 35 * SECOND, 5 * MILLI, IDLE);

        assertThat(work(pace, SECOND, 5 * MILLI, IDLE)).isEqualTo(200 * BLOB);
    }

    @Test
    void aRequestBetweenTwoLooksCounts() {
        Pace pace = new Pace(0);
        pace.rest(now, 0, new Load(0, 5));
        now += SECOND;
        pace.rest(now, 0, new Load(0, 6));

        assertThat(pace.rate()).isEqualTo(Pace.MOST / 2);
    }

    @Test
    void aCeilingBelowTheFloorIsTheFloor() {
        Pace pace = new Pace(500_000);

        assertThat(work(pace, 20 * SECOND, 5 * MILLI, BUSY)).isLessThanOrEqualTo(20 * 500_000 + 2 * BLOB);
    }

    @Test
    void threadsRestTogether() {
        Pace pace = new Pace(0);
        work(pace, 5 * SECOND, 200 * MILLI, BUSY);
        now += 200 * MILLI;
        long rest = pace.rest(now, 0, BUSY);

        assertThat(rest).isEqualTo(9 * 200 * MILLI);
        now += 50 * MILLI;
        assertThat(pace.rest(now, 0, BUSY)).isEqualTo(rest - 50 * MILLI);
    }

    @Test
    void aWaitIsNotTakenForWork() {
        Pace pace = new Pace(0);
        work(pace, 5 * SECOND, 5 * MILLI, BUSY);
        now += 3600 * SECOND;

        assertThat(pace.rest(now, 0, BUSY)).isLessThanOrEqualTo(9 * SECOND);
    }
}
