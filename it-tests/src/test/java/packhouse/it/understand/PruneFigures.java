package packhouse.it.understand;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import packhouse.it.support.Restic;

/** What {@code restic prune --dry-run --verbose} says is used, stored more than once, and not used. */
final class PruneFigures {

    private static final Pattern LINE =
            Pattern.compile("(?m)^(used|duplicates|unused|total): +(\\d+) blobs / (.+?)\\s*$");

    private final Map<String, Figure> figures = new HashMap<>();

    /**
     * @param blobs number of index entries
     * @param size as restic writes it, with three decimals
     */
    record Figure(long blobs, String size) {

        /** The same of a number of bytes. */
        static Figure of(long blobs, long bytes) {
            return new Figure(blobs, PruneFigures.size(bytes));
        }
    }

    static PruneFigures of(Restic restic) throws IOException {
        PruneFigures prune = new PruneFigures();
        Matcher line = LINE.matcher(restic.ok("prune", "--dry-run", "--verbose"));
        while (line.find()) {
            prune.figures.put(line.group(1), new Figure(Long.parseLong(line.group(2)), line.group(3)));
        }
        return prune;
    }

    Figure used() {
        return get("used");
    }

    /** restic leaves the line out if there are none. */
    Figure duplicate() {
        return get("duplicates");
    }

    Figure unused() {
        return get("unused");
    }

    Figure total() {
        return get("total");
    }

    private Figure get(String name) {
        return figures.getOrDefault(name, new Figure(0, "0 B"));
    }

    private static String size(long bytes) {
        String[] units = {"KiB", "MiB", "GiB"};
        for (int i = units.length - 1; i >= 0; i--) {
            double unit = 1L << (10 * (i + 1));
            if (bytes > unit) {
                return String.format(Locale.ROOT, "%.3f %s", bytes / unit, units[i]);
            }
        }
        return bytes + " B";
    }
}
