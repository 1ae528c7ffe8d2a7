package packhouse.it.support;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One restic client on one repository, with a home and a cache of its own and nothing of the caller's settings.
 *
 * @param program the client
 * @param home a folder that nobody else uses; made when needed
 * @param repository address of the repository
 * @param password opens it, and the repository that is copied from
 * @param flags stand before each command
 * @param environment additions to its environment
 */
public record Restic(
        Path program,
        Path home,
        String repository,
        String password,
        List<String> flags,
        Map<String, String> environment) {

    /** One command: the longest saves or restores a gigabyte, which takes well below a minute on two idle cores, and ten on busy ones. */
    private static final Duration LIMIT = Duration.ofMinutes(20);

    /** A client of this generation; its test is skipped where there is none. */
    public static Restic of(Program generation, Path home, String repository) {
        return new Restic(ResticBinaries.path(generation), home, repository, "correct horse", List.of(), Map.of());
    }

    /** The same client on another repository. */
    public Restic on(String other) {
        return new Restic(program, home, other, password, flags, environment);
    }

    /** The same client with another password. */
    public Restic withPassword(String other) {
        return new Restic(program, home, repository, other, flags, environment);
    }

    /** The same client with more flags before each command. */
    public Restic withFlags(List<String> more) {
        List<String> all = Stream.concat(flags.stream(), more.stream()).toList();
        return new Restic(program, home, repository, password, all, environment);
    }

    /** The same client with one more variable in its environment. */
    public Restic with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put(name, value);
        return new Restic(program, home, repository, password, flags, Map.copyOf(all));
    }

    /** Runs a command that has to end well and gives its standard output. */
    public String ok(String... arguments) throws IOException {
        Outcome outcome = run(arguments);
        if (!outcome.isGood()) {
            throw new AssertionError("this should have worked: " + outcome);
        }
        return outcome.out();
    }

    /**
     * Makes an empty repository of this version whose commands are quick, see {@link EasyRepository}: in a directory, or on a server
     * that is reached over plain HTTP and wants no login.
     */
    public Restic begin(int version) throws IOException {
        EasyRepository easy = EasyRepository.of(version, password);
        if (repository.startsWith("rest:")) {
            easy.post(repository.substring("rest:".length()));
        } else {
            easy.lay(Path.of(repository));
        }
        return this;
    }

    /** Runs a command to whatever end. */
    public Outcome run(String... arguments) throws IOException {
        return Command.run(LIMIT, builder(arguments));
    }

    /** Starts a command without waiting; it reads from a pipe and what it says is lost. */
    public Process start(String... arguments) throws IOException {
        return builder(arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Whether this version has the command. */
    public boolean knows(String command) throws IOException {
        return run(command, "--help").isGood();
    }

    /** The ids that {@code restic list KIND} gives, without taking a lock. */
    public List<String> list(String kind) throws IOException {
        return ok("--no-lock", "list", kind).lines().toList();
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--repo", repository));
        command.addAll(List.of("--cache-dir", home.resolve("cache").toString()));
        command.addAll(flags);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("RESTIC_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("RESTIC_PASSWORD", password);
        builder.environment().put("RESTIC_FROM_PASSWORD", password);
        builder.environment().putAll(environment);
        return builder;
    }
}
