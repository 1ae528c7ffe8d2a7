package packhouse.server.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import packhouse.protocol.admin.Status;

/**
 * How far long work has come, on standard error: on a terminal one line that is drawn again and again, elsewhere a line now and
 * then, so that a log does not fill up.
 */
final class Display {

    /** Between two lines where nobody watches. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final PrintWriter err;
    private final String name;
    private final boolean watched;
    private final LongSupplier nanos;
    private long toldAt;
    private boolean drawn;

    /** {@code name} of what is at work. */
    Display(PrintWriter err, String name, boolean watched, LongSupplier nanos) {
        this.err = err;
        this.name = name;
        this.watched = watched;
        this.nanos = nanos;
        this.toldAt = nanos.getAsLong();
    }

    /** Shows it, or not yet. */
    synchronized void show(Status status) {
        String line = ProgressLine.of(name, status);
        if (watched) {
            err.print("\r" + line + "\u001b[K");
            err.flush();
            drawn = true;
        } else if (nanos.getAsLong() - toldAt >= PAUSE.toNanos()) {
            toldAt = nanos.getAsLong();
            err.println(line);
            err.flush();
        }
    }

    /** A line of its own, whoever watches. */
    synchronized void say(String line) {
        clear();
        err.println(name + "  " + Words.printable(line));
        err.flush();
    }

    /** Makes room for other text; the next status is drawn below it. */
    synchronized void clear() {
        if (drawn) {
            err.print("\r\u001b[K");
            err.flush();
            drawn = false;
        }
    }
}
