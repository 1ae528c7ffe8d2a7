package packhouse.server.log;

import java.text.MessageFormat;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Brings what libraries log through {@code java.util.logging} into the server log; below warnings only with {@code --debug}. */
public final class LibraryLog extends Handler {

    private final ServerLog log;

    private LibraryLog(ServerLog log) {
        this.log = log;
    }

    /** Takes the place of the console for all libraries of this process. */
    public static void install(ServerLog log) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new LibraryLog(log));
    }

    @Override
    public void publish(LogRecord entry) {
        Object[] parameters = entry.getParameters();
        String raw = String.valueOf(entry.getMessage());
        String message = parameters == null || parameters.length == 0 ? raw : MessageFormat.format(raw, parameters);
        Throwable thrown = entry.getThrown();
        if (entry.getLevel().intValue() < Level.WARNING.intValue()) {
            log.debug(entry.getLoggerName(), message);
        } else if (thrown == null) {
            log.warn(entry.getLoggerName(), message);
        } else {
            log.bug(entry.getLoggerName(), message, thrown);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
