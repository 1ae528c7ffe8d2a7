package packhouse.server.cli;

import java.time.Duration;
import java.util.Locale;
import packhouse.protocol.admin.Status;

/** A status on one line of a terminal: {@code check alice/laptop  reading packs  41.2 %  133 of 322 packs  84.0 MiB/s  ETA 7 min}. */
final class ProgressLine {

    /** Signs of a line on the narrowest terminal that people use, less the one that the cursor takes. */
    private static final int WIDTH = 79;

    /** Before this the rate means nothing. */
    private static final long FIRST_MILLIS = 2_000;

    private ProgressLine() {}

    static String of(String name, Status status) {
        StringBuilder line = new StringBuilder(name).append("  ").append(status.phase());
        // Half a tenth of a percent too little is better than 100 % of what is not done.
        status.share()
                .ifPresent(
                        share -> line.append(String.format(Locale.ROOT, "  %.1f %%", Math.floor(share * 1000) / 10)));
        line.append("  ").append(Words.number(status.done()));
        status.total().ifPresent(all -> line.append(" of ").append(Words.number(all)));
        line.append(' ').append(status.unit());
        if (status.elapsedMillis() >= FIRST_MILLIS) {
            appendRate(status, line);
            status.left().ifPresent(left -> line.append("  ETA ").append(Words.span(roundedUp(left))));
        }
        return line.length() <= WIDTH ? line.toString() : line.substring(0, WIDTH);
    }

    private static void appendRate(Status status, StringBuilder line) {
        if (status.bytesDone() > 0) {
            long rate = (long) (status.bytesDone() * 1000.0 / status.elapsedMillis());
            line.append("  ").append(Words.size(rate)).append("/s");
        } else {
            long rate = (long) (status.done() * 1000.0 / status.elapsedMillis());
            line.append("  ").append(Words.number(rate)).append("/s");
        }
    }

    private static Duration roundedUp(Duration left) {
        return left.plusMillis(999);
    }
}
