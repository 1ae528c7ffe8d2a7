package packhouse.server.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The access log in Apache's combined format with the user filled in, written by a thread of its own so that no client waits for
 * it.
 *
 * <pre>
 * line = remote " - " user " [" dd/Mon/yyyy:HH:mm:ss +zzzz '] "' request '" ' status " " bytes ' "' referer '" "' agent '"'
 * </pre>
 */
public final class AccessLog implements AutoCloseable {

    /** Lines that wait for the disk: two seconds of the fastest clients. What comes beyond is lost, and said. */
    private static final int MAX_WAITING = 65_536;

    /** Lines written at once. */
    private static final int MAX_BATCH_BYTES = 256 * 1024;

    private static final String END = "";

    private final Target target;
    private final ServerLog log;
    private final DateTimeFormatter time;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final AtomicBoolean reopen = new AtomicBoolean();
    private final Thread writer;

    /** Where lines go; opened again after the file was moved away. */
    @FunctionalInterface
    public interface Target {
        /** Opens it for appending. */
        OutputStream open() throws IOException;
    }

    /**
     * One line.
     *
     * @param remote address, empty for a unix socket
     * @param user empty without login
     */
    public record Line(
            String remote,
            String user,
            Instant time,
            String request,
            int status,
            long bytes,
            String referer,
            String agent) {}

    /** Opens the target and starts writing. */
    public AccessLog(Target target, ServerLog log, ZoneId zone) throws IOException {
        this.target = target;
        this.log = log;
        this.time = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT)
                .withZone(zone);
        OutputStream first = target.open();
        this.writer = new Thread(() -> write(first), "access-log");
        writer.setDaemon(true);
        writer.start();
    }

    /** Writes a line, soon. Never waits. */
    public void write(Line line) {
        if (!waiting.offer(format(line))) {
            lost.incrementAndGet();
        }
    }

    /** Opens the file anew, after somebody moved it away. */
    public void reopen() {
        reopen.set(true);
    }

    private String format(Line line) {
        StringBuilder text = new StringBuilder(200);
        text.append(orDash(line.remote())).append(" - ").append(escaped(orDash(line.user())));
        text.append(" [").append(time.format(line.time())).append("] \"").append(escaped(line.request()));
        text.append("\" ").append(line.status()).append(' ').append(line.bytes());
        text.append(" \"").append(escaped(line.referer()));
        return text.append("\" \"").append(escaped(line.agent())).append("\"\n").toString();
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String escaped(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2);
        Quoted.append(quoted, text);
        return quoted.substring(1, quoted.length() - 1);
    }

    private void write(OutputStream first) {
        Optional<OutputStream> out = Optional.of(first);
        try {
            for (String line = waiting.take(); !line.equals(END); line = waiting.take()) {
                out = write(line, out);
            }
            if (out.isPresent()) {
                out.get().close();
            }
        } catch (InterruptedException | IOException e) {
            log.error("access-log", "ended: " + e.getMessage());
        }
    }

    private Optional<OutputStream> write(String line, Optional<OutputStream> before) {
        try {
            Optional<OutputStream> out = before;
            if (out.isEmpty() || reopen.getAndSet(false)) {
                if (out.isPresent()) {
                    out.get().close();
                }
                out = Optional.of(target.open());
            }
            out.get().write(batch(line));
            out.get().flush();
            long missing = lost.getAndSet(0);
            if (missing > 0) {
                log.warn("access-log", missing + " lines were lost: the disk of the log is too slow");
            }
            return out;
        } catch (IOException e) {
            if (before.isPresent()) {
                log.error("access-log", "cannot be written, lines are lost: " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private byte[] batch(String first) {
        StringBuilder text = new StringBuilder(first);
        for (String next = waiting.peek(); next != null && !next.equals(END); next = waiting.peek()) {
            if (text.length() > MAX_BATCH_BYTES) {
                break;
            }
            text.append(next);
            waiting.remove();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes what waits, and ends. */
    @Override
    public void close() {
        try {
            waiting.put(END);
            writer.join();
        } catch (InterruptedException e) {
            // Somebody is in a hurry: what still waits is lost, as in a crash.
            Thread.currentThread().interrupt();
        }
    }
}
