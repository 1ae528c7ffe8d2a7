package packhouse.server.jobs;

import java.time.Duration;

/** What is granted to jobs, and why. */
final class Limits {

    /** Jobs that are not over: one for each repository of a large server, told to start by one script. */
    static final int MAX_OPEN = 1_000;

    /** Jobs that are over and still remembered: half a year of one a night. */
    static final int MAX_OVER = 200;

    /** Bytes of the log of one job: 10 000 lines. The older half goes when it is full. */
    static final int LOG_BYTES = 1 << 20;

    /** Signs of a line in a log: longer ones name a file with the longest path that there is. */
    static final int LINE_LENGTH = 8 * 1024;

    /** Lines that are shown with a job. */
    static final int LAST_LINES = 10;

    /** Starts without an end after which a job is held: the first may have been a power cut. */
    static final int MAX_CRASHES = 2;

    /** Between two looks whether what a job waits for has happened; each opens a config at most. */
    static final Duration LOOK = Duration.ofSeconds(5);

    /** After the disk was full in the middle of a step, although there had been room. */
    static final Duration AFTER_FULL_DISK = Duration.ofMinutes(10);

    /** Steps for which one line in the server log is enough. */
    static final int STEPS_A_LINE = 20;

    /** For the job under way to notice that the server ends: it looks at each blob. */
    static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private Limits() {}
}
