package packhouse.storage.format;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Optional;

/**
 * Times as Go writes them (RFC 3339): a year of four digits, up to nine digits of a fraction without zeros at its end, none if it is
 * zero, and the offset of the client, {@code Z} if it is UTC.
 */
final class GoTime {

    /** Characters of the longest. */
    static final int LONGEST = "2006-01-02T15:04:05.999999999+07:00".length();

    private static final DateTimeFormatter RFC_3339 = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private GoTime() {}

    /** The time that the text spells. */
    static Optional<OffsetDateTime> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text, RFC_3339));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static String format(OffsetDateTime time) {
        return RFC_3339.format(time);
    }
}
