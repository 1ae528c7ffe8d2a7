package packhouse.server;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A span of time as an owner writes it.
 *
 * <pre>
 * span = "0" | digits ( "m" | "h" | "d" )     minutes, hours, days; at most 36500 days
 * </pre>
 */
final class Span implements ITypeConverter<Duration> {

    /** A hundred years: more is a slip of the finger. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    @Override
    public Duration convert(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("0")) {
            return Duration.ZERO;
        }
        if (!word.matches("[0-9]{1,8}[mhd]")) {
            throw new TypeConversionException("'" + text + "' is no span of time: write 30d, 12h, 90m or 0");
        }
        long number = Long.parseLong(word.substring(0, word.length() - 1));
        Duration span = switch (word.charAt(word.length() - 1)) {
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        if (span.compareTo(LONGEST) > 0) {
            throw new TypeConversionException("'" + text + "' is more than a hundred years");
        }
        return span;
    }
}
