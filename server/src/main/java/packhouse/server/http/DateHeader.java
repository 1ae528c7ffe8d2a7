package packhouse.server.http;

import io.netty.util.AsciiString;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of the {@code Date} header (RFC 9110 section 5.6.7), made once a second. */
final class DateHeader {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private volatile Made made = new Made(Long.MIN_VALUE, AsciiString.EMPTY_STRING);

    private record Made(long second, AsciiString text) {}

    DateHeader(InstantSource clock) {
        this.clock = clock;
    }

    AsciiString now() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Made last = made;
        if (last.second() != second) {
            last = new Made(second, AsciiString.of(FORMAT.format(clock.instant())));
            made = last;
        }
        return last.text();
    }
}
