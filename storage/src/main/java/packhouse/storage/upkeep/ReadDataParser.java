package packhouse.storage.upkeep;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the value of {@code --read-data-subset}. */
final class ReadDataParser {

    /** As many digits as fit the type of each number. */
    private static final Pattern SUBSET = Pattern.compile("(?<n>\\d{1,4})/(?<t>\\d{1,4})"
            + "|(?<percent>\\d{1,3}(\\.\\d{1,9})?)%"
            + "|(?<size>\\d{1,18})(?<unit>[BbKkMmGgTt]?)");

    private static final String UNITS = "BKMGT";

    private ReadDataParser() {}

    static Optional<ReadData> parse(String text) {
        Matcher match = SUBSET.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        if (match.group("n") != null) {
            return part(Integer.parseInt(match.group("n")), Integer.parseInt(match.group("t")));
        }
        if (match.group("percent") != null) {
            return percent(Double.parseDouble(match.group("percent")));
        }
        return size(Long.parseLong(match.group("size")), match.group("unit"));
    }

    private static Optional<ReadData> part(int n, int t) {
        return n < 1 || n > t || t > ReadData.Part.MAX_PARTS ? Optional.empty() : Optional.of(new ReadData.Part(n, t));
    }

    private static Optional<ReadData> percent(double percent) {
        return percent > 0 && percent <= 100 ? Optional.of(new ReadData.Percent(percent)) : Optional.empty();
    }

    private static Optional<ReadData> size(long count, String unit) {
        int shift = 10 * Math.max(0, UNITS.indexOf(unit.toUpperCase(Locale.ROOT)));
        return count < 1 || count > Long.MAX_VALUE >> shift
                ? Optional.empty()
                : Optional.of(new ReadData.Size(count << shift));
    }
}
