package packhouse.server.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import packhouse.protocol.admin.Sizes;

/** Sizes and times as people read them. */
public final class Words {

    private static final int SHORT_ID = 8;
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private Words() {}

    /** Three digits and a binary unit: {@code 1.21 TiB}. */
    public static String size(long bytes) {
        return Sizes.of(bytes);
    }

    /** Two sizes in the unit of the second: {@code 2.90 of 7.20 TiB}. */
    static String share(long part, long whole) {
        return Sizes.share(part, whole);
    }

    /** A span in its largest unit that it fills: {@code 12 d}. */
    static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /** A number with its thousands apart: {@code 81 436}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    /** The beginning of an id, as restic shows it. */
    static String id(String id) {
        return id.length() <= SHORT_ID ? id : id.substring(0, SHORT_ID);
    }

    /** A moment on the clock of a place. */
    static String time(Instant instant, ZoneId zone) {
        return MINUTES.format(instant.atZone(zone));
    }

    /** Text that somebody else wrote, without what would move the cursor or colour the rest. */
    static String printable(String text) {
        return text.codePoints()
                .map(sign -> Character.isISOControl(sign) || Character.getType(sign) == Character.FORMAT ? '?' : sign)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** How often the thing is there: {@code 1 repository}, {@code 6 repositories}. */
    static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** A word as a shell takes it. */
    static String quoted(String word) {
        return word.matches("[\\w./:~@%+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** What went wrong with a file or a connection: the system's bare names of files get a verb. */
    static String why(IOException cause) {
        boolean bare = cause instanceof FileSystemException file && file.getReason() == null;
        String message = String.valueOf(cause.getMessage());
        if (bare && cause instanceof NoSuchFileException) {
            return message + " does not exist";
        }
        if (bare && cause instanceof AccessDeniedException) {
            return message + ": permission denied";
        }
        return bare && cause instanceof FileAlreadyExistsException ? message + " exists already" : message;
    }
}
