package packhouse.protocol.admin;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of time as a person writes it.
 *
 * <pre>
 * span = 1*6digit ( "s" | "m" | "h" | "d" )     not zero
 * </pre>
 */
public final class Span {

    /** What is written, in a few words. */
    public static final String FORM = "write a number and s, m, h or d, as in 8h";

    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})([smhd])");

    private Span() {}

    /** The span, empty if the text is none. */
    public static Optional<Duration> parse(String text) {
        Matcher match = SPAN.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(match.group(1));
        Duration span = switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return span.isZero() ? Optional.empty() : Optional.of(span);
    }
}
