package packhouse.it.repack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The jobs of a server as its files tell, which costs nothing: to ask by a command takes longer than the server is to live.
 *
 * @param directory the folder {@code jobs} of the state directory
 */
record RepackJobs(Path directory) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OVER = Set.of("done", "failed", "cancelled");
    private static final String FILE = ".json";

    /** The newest one, empty if there is none. */
    private Optional<JsonNode> last() throws IOException {
        Optional<Path> newest = files(FILE).stream().max(Comparator.comparingInt(RepackJobs::number));
        return newest.isPresent()
                ? Optional.of(JSON.readTree(Files.readString(newest.get())).path("job"))
                : Optional.empty();
    }

    private List<Path> files(String end) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(end))
                    .toList();
        }
    }

    private static int number(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(0, name.length() - FILE.length()));
    }

    /** Whether one is not over. */
    boolean isUnderWay() throws IOException {
        return last().filter(job -> !OVER.contains(job.path("state").asText())).isPresent();
    }

    /** Whether one has its plan and is at work, as far as its file was written. */
    boolean isRunning() throws IOException {
        return last().filter(job -> job.path("state").asText().equals("running"))
                .isPresent();
    }

    /** How often these words begin what a job said. */
    long said(String words) throws IOException {
        long times = 0;
        for (Path log : files(".log")) {
            times += Files.readAllLines(log).stream()
                    .filter(line -> line.split(" ", 3)[2].startsWith(words))
                    .count();
        }
        return times;
    }
}
