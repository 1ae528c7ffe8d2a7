package packhouse.server.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The log of one job: a file of at most {@link Limits#LOG_BYTES}, of which the older half goes when it is full.
 *
 * <pre>
 * log = *( number SP time SP sentence LF )      number from 0 on, each one more; time RFC 3339
 * </pre>
 *
 * <p>It is written past {@code Disk}, by appending, and never forced: what a crash takes of it nobody builds on.
 */
final class JobLog {

    private final Path file;
    private final Consumer<String> trouble;
    private long next = -1;
    private boolean failed;

    /** {@code file} need not exist; {@code trouble} is told once that it cannot be written. */
    JobLog(Path file, Consumer<String> trouble) {
        this.file = file;
        this.trouble = trouble;
    }

    /**
     * Lines of a log.
     *
     * @param first the number of the first
     */
    record Lines(long first, List<String> lines) {
        Lines {
            lines = List.copyOf(lines);
        }
    }

    /** Adds a line, and gives it as it reads. */
    synchronized String add(Instant time, String sentence) {
        String text = time.truncatedTo(ChronoUnit.SECONDS) + " " + oneLine(sentence);
        try {
            if (next < 0) {
                next = end(read());
            }
            String line = next + " " + text + "\n";
            if (Files.exists(file) && Files.size(file) + line.length() > Limits.LOG_BYTES) {
                dropHalf();
            }
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            next++;
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                trouble.accept(file + ": the log of a job cannot be written: " + e);
            }
            failed = true;
        }
        return text;
    }

    private static String oneLine(String sentence) {
        String line = sentence.replace('\n', ' ').replace('\r', ' ');
        return line.length() <= Limits.LINE_LENGTH ? line : line.substring(0, Limits.LINE_LENGTH);
    }

    private void dropHalf() throws IOException {
        List<String> lines = read();
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.write(half, lines.subList(lines.size() / 2, lines.size()));
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Lines from the one with a number on, or the first after it that there is still. */
    synchronized Lines read(long from, int most) throws IOException {
        List<String> lines = read();
        long first = first(lines);
        int skip = (int) Math.max(0, Math.min(lines.size(), from - first));
        List<String> found = new ArrayList<>();
        for (String line : lines.subList(skip, Math.min(lines.size(), skip + most))) {
            found.add(line.substring(line.indexOf(' ') + 1));
        }
        return new Lines(first + skip, found);
    }

    /** The last lines. */
    synchronized List<String> last(int number) throws IOException {
        List<String> lines = read();
        return read(first(lines) + Math.max(0, lines.size() - number), number).lines();
    }

    /** Those that are whole and begin with a number; a crash may have left others. */
    private List<String> read() throws IOException {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> line.matches("[0-9]{1,18} .*"))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static long first(List<String> lines) {
        return lines.isEmpty() ? 0 : number(lines.get(0));
    }

    private static long end(List<String> lines) {
        return lines.isEmpty() ? 0 : number(lines.get(lines.size() - 1)) + 1;
    }

    private static long number(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }
}
