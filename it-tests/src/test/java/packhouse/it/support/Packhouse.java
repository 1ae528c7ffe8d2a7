package packhouse.it.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The commands of packhouse that look into repositories, each run in a process of its own.
 *
 * @param data the directory that is served, or could be
 * @param environment additions to the environment of the command
 */
public record Packhouse(Path data, Map<String, String> environment) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A command on a repository of a few megabytes takes a second or two; on a busy machine a minute. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Commands that know the password. */
    public static Packhouse knowing(String password, Path data) {
        return new Packhouse(data, Map.of("PACKHOUSE_REPO_PASSWORD", password));
    }

    /** Runs {@code packhouse repo WORDS} to whatever end. */
    public Outcome run(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("repo"));
        command.addAll(List.of(words));
        return command(command.toArray(String[]::new));
    }

    /** Runs {@code packhouse WORDS} to whatever end. */
    public Outcome command(String... words) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--path", data.toString()));
        ProcessBuilder builder = new ProcessBuilder(ServerProcess.commandLine(arguments.toArray(String[]::new)));
        builder.environment().keySet().removeIf(name -> name.startsWith("PACKHOUSE_") || name.startsWith("RESTIC_"));
        builder.environment().putAll(environment);
        Outcome outcome = Command.run(LIMIT, builder);
        // Without the words that start the JVM, which are many.
        arguments.add(0, "packhouse");
        return new Outcome(List.copyOf(arguments), outcome.exit(), outcome.out(), outcome.err());
    }

    /** Runs a command with {@code --json} that has to end with this exit code, and gives the one document that it prints. */
    public JsonNode json(int exit, String... words) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.add("--json");
        Outcome outcome = run(arguments.toArray(String[]::new));
        if (outcome.exit() != exit) {
            throw new AssertionError("exit code " + exit + " was expected: " + outcome);
        }
        return JSON.readTree(outcome.out());
    }
}
