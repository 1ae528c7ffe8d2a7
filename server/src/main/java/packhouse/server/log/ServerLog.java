package packhouse.server.log;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import packhouse.server.log.LogFormat.Event;
import packhouse.server.log.LogFormat.Level;

/** The server log: what an owner has to know, on standard error. Safe for all threads; a line is written whole. */
public final class ServerLog {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final LogFormat format;
    private final boolean debug;
    private final InstantSource clock;

    /** {@code debug} shows also what only matters while something is being looked for. */
    public ServerLog(PrintStream out, LogFormat format, boolean debug, InstantSource clock) {
        this.out = out;
        this.format = format;
        this.debug = debug;
        this.clock = clock;
    }

    /** Says how the server starts: in the text format the bare line, because restic's test suite looks for it. */
    public void startLine(String line) {
        if (format == LogFormat.TEXT) {
            out.println(line);
        } else {
            info("start", line);
        }
    }

    /** Whether {@link #debug} says anything. */
    public boolean isDebug() {
        return debug;
    }

    /** Only with {@code --debug}. {@code fields} are names and values in turn. */
    public void debug(String area, String message, String... fields) {
        if (debug) {
            write(Level.DEBUG, area, message, fields);
        }
    }

    /** Worth knowing. */
    public void info(String area, String message, String... fields) {
        write(Level.INFO, area, message, fields);
    }

    /** Somebody should look at it some time. */
    public void warn(String area, String message, String... fields) {
        write(Level.WARN, area, message, fields);
    }

    /** Something does not work. */
    public void error(String area, String message, String... fields) {
        write(Level.ERROR, area, message, fields);
    }

    /** The program itself is at fault, or had too little memory for what it was asked. */
    public void bug(String area, Throwable cause, String... fields) {
        String message = cause instanceof OutOfMemoryError
                ? "out of memory, so this failed; a larger heap helps (-Xmx of the JVM), or less at the same time"
                : "an error in the program, please report it";
        bug(area, message, cause, fields);
    }

    /** Something does not work, and only its stack trace tells why: a bug. */
    public void bug(String area, String message, Throwable cause, String... fields) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        String[] more = new String[fields.length + 2];
        System.arraycopy(fields, 0, more, 0, fields.length);
        more[fields.length] = "trace";
        more[fields.length + 1] = trace.toString();
        write(Level.ERROR, area, message, more);
    }

    private void write(Level level, String area, String message, String... fields) {
        if (fields.length % 2 != 0) {
            throw new IllegalArgumentException("a field has a name and a value");
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            named.put(fields[i], fields[i + 1]);
        }
        out.println(format.line(new Event(time(clock.instant()), level, area, named, message)));
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
