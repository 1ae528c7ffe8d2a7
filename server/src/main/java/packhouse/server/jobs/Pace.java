package packhouse.server.jobs;

/**
 * Decides how long maintenance rests so that clients come first. While they ask for something it does less and less, down to a floor; each
 * idle second it does a quarter more. It is bound in bytes, for the disk, and in time, for the processor.
 *
 * <p>Knows no clock: whoever asks says what time it is, in nanoseconds. Used by several threads.
 */
final class Pace {

    /** Bytes a second that are always done, so that maintenance comes to an end on a server that is never idle. */
    static final long FLOOR = 2_000_000;

    /** The part of the time that is worked at most while clients are always there: nine of ten moments are theirs. */
    static final double FLOOR_SHARE = 0.1;

    /** Stands for no ceiling: faster than any disk, and half a minute of growth away from the floor. */
    static final long MOST = 4_000_000_000L;

    /** Between two cuts. From no limit to the floor it takes eleven: a second, in which the share of time has long been cut. */
    private static final long CUT_NANOS = 100_000_000;

    private static final double CUT = 0.5;
    private static final double GROWTH = 1.25;
    private static final long SECOND = 1_000_000_000;

    /** What may be done at once after a pause: a rate that is held on average must not stumble over one large blob. */
    private static final long BURST_NANOS = 100_000_000;

    /** Longer between two calls was a wait, not work. */
    private static final long MAX_WORK_NANOS = SECOND;

    private final double floor;
    private final double ceiling;
    private double rate;
    private double share = 1;
    private long begun;
    private boolean started;
    private long cutAt;
    private long idleSince;
    private long paidUntil;
    private long backAt;

    /** {@code ceiling}: bytes a second that are never exceeded; 0 for none. */
    Pace(long ceiling) {
        this.ceiling = ceiling == 0 ? MOST : ceiling;
        this.floor = Math.min(FLOOR, this.ceiling);
        this.rate = this.ceiling;
    }

    /**
     * How long to rest now, in nanoseconds.
     *
     * @param now the time
     * @param bytes that were worked on since the last call
     */
    synchronized long rest(long now, long bytes, Load load) {
        if (!started) {
            started = true;
            begun = load.begun();
            cutAt = now - CUT_NANOS;
            idleSince = now;
            paidUntil = now - BURST_NANOS;
            backAt = now;
        }
        adapt(now, load);
        long price = rate < MOST ? (long) (bytes / rate * SECOND) : 0;
        paidUntil = Math.max(paidUntil, now - BURST_NANOS) + price;
        // Threads rest together: one that comes while another rests joins it.
        long joined = Math.max(0, backAt - now);
        long worked = Math.min(MAX_WORK_NANOS, Math.max(0, now - backAt));
        long rest = Math.max(Math.max(paidUntil - now, joined), (long) (worked * (1 / share - 1)));
        backAt = now + rest;
        return rest;
    }

    /** Bytes a second that are allowed at present. */
    synchronized long rate() {
        return (long) rate;
    }

    /** A request that came and went between two looks counts as well. */
    private void adapt(long now, Load load) {
        boolean busy = load.inFlight() > 0 || load.begun() != begun;
        begun = load.begun();
        if (busy) {
            idleSince = now;
            if (now - cutAt >= CUT_NANOS) {
                cutAt = now;
                rate = Math.max(floor, rate * CUT);
                share = Math.max(FLOOR_SHARE, share * CUT);
            }
            return;
        }
        while (now - idleSince >= SECOND && (rate < ceiling || share < 1)) {
            idleSince += SECOND;
            rate = Math.min(ceiling, rate * GROWTH);
            share = Math.min(1, share * GROWTH);
        }
        if (now - idleSince >= SECOND) {
            idleSince = now;
        }
    }
}
