package packhouse.it.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A packhouse server in a process of its own, as its users run it: started by the command line, known by what it prints,
 * ended by a signal. Tests see it from outside only.
 */
public final class ServerProcess implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("^start server on (.*)$");
    private static final long PATIENCE_SECONDS = Patience.STEP.toSeconds();

    private final Process process;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<String> address = new CompletableFuture<>();
    private final Thread reader;

    private ServerProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "server-stderr");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts {@code packhouse serve --path DIRECTORY FLAGS...} and waits until it listens. Without flags of their own, the server
     * listens on a free port of the loopback interface and has no admin port.
     */
    public static ServerProcess start(Path directory, String... flags) throws IOException {
        return start(directory, Map.of(), flags);
    }

    /** As {@link #start(Path, String...)}, with additions to the environment. */
    public static ServerProcess start(Path directory, Map<String, String> environment, String... flags)
            throws IOException {
        return launch(directory, environment, flags).awaitListening();
    }

    /** Starts another server that announces itself in the same words, as rest-server does, and waits until it listens. */
    public static ServerProcess startOther(List<String> command) throws IOException {
        return new ServerProcess(begin(command, Map.of())).awaitListening();
    }

    private ServerProcess awaitListening() throws IOException {
        try {
            address.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException | TimeoutException e) {
            kill();
            throw new IOException("the server did not start; it said: " + lines, e);
        } catch (InterruptedException e) {
            kill();
            throw new IOException("interrupted while the server started", e);
        }
    }

    /** As {@link #start(Path, Map, String...)}, but does not wait: for servers that are expected to end by themselves. */
    public static ServerProcess launch(Path directory, Map<String, String> environment, String... flags)
            throws IOException {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of("serve", "--path", directory.toString()));
        addUnlessGiven(command, flags, "--listen", "127.0.0.1:0");
        addUnlessGiven(command, flags, "--admin-listen", "off");
        command.addAll(List.of(flags));
        return new ServerProcess(begin(command, environment));
    }

    /** Runs any packhouse command, for instance {@code user list}. */
    public static ServerProcess command(Map<String, String> environment, String... arguments) throws IOException {
        return new ServerProcess(begin(commandLine(arguments), environment));
    }

    /** Watches a process that was started in another way, for instance by a service manager; see {@link #commandLine}. */
    public static ServerProcess of(Process process) {
        return new ServerProcess(process);
    }

    /** The words that run a packhouse command, for those who start it themselves. */
    public static List<String> commandLine(String... arguments) {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of(arguments));
        return command;
    }

    private static Process begin(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("PACKHOUSE_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=4",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                "packhouse.server.Main");
    }

    private static void addUnlessGiven(List<String> command, String[] flags, String flag, String value) {
        if (List.of(flags).stream().noneMatch(given -> given.equals(flag) || given.startsWith(flag + "="))) {
            command.addAll(List.of(flag, value));
        }
    }

    private void read() {
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                Matcher started = STARTED.matcher(line);
                if (started.matches()) {
                    address.complete(started.group(1));
                }
            }
            address.completeExceptionally(new IOException("the server ended without listening"));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    /** What stands behind {@code start server on}: {@code 127.0.0.1:PORT} or the path of a unix socket. */
    public String address() {
        return address.join();
    }

    /** The port it listens on. */
    public int port() {
        return Integer.parseInt(address().substring(address().lastIndexOf(':') + 1));
    }

    /** {@code http://127.0.0.1:PORT}, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The lines of its standard error until now. */
    public List<String> log() {
        return List.copyOf(lines);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM, without waiting. */
    public void terminate() {
        process.destroy();
    }

    /** Sends a signal by its name, for instance {@code HUP}. */
    public void signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IOException("interrupted while signalling", e);
        }
    }

    /** Waits for the end and gives the exit code. */
    public int exitCode() throws IOException {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the server still runs; it said: " + lines);
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IOException("interrupted while waiting for the server", e);
        }
    }

    /** Sends SIGKILL, as a crash would. */
    public void kill() throws IOException {
        process.destroyForcibly();
        exitCode();
    }

    @Override
    public void close() {
        terminate();
        try {
            exitCode();
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        }
    }
}
