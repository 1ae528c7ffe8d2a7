package packhouse.server.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * Which running server a command talks to: the one that serves a directory, by its socket, or the one at an address. The environment
 * names them too; the command line wins over it, so that {@code --path} is not overruled by {@code PACKHOUSE_SERVER}.
 */
final class ServerOptions {

    /** The socket's name in the state directory, and the state directory's in the served one. */
    private static final Path SOCKET = Path.of("admin.sock");

    private static final Path STATE = Path.of(".packhouse");

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            defaultValue = "${env:PACKHOUSE_PATH:-${env:DATA_DIRECTORY:-/var/lib/packhouse/repos}}",
            description = "Data directory of the server (default: ${DEFAULT-VALUE}; env: PACKHOUSE_PATH).")
    @SuppressWarnings("NullAway.Init")
    private Path path;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = "${env:PACKHOUSE_STATE_DIR}",
            description = "Its state directory (default: PATH/.packhouse; env: PACKHOUSE_STATE_DIR).")
    private @Nullable Path stateDirectory;

    @Option(
            names = "--server",
            paramLabel = "ADDRESS",
            defaultValue = "${env:PACKHOUSE_SERVER}",
            description = "Where it answers: unix:SOCKET or http://HOST:PORT (env: PACKHOUSE_SERVER).")
    private @Nullable String server;

    ServerAddress address() throws WrongUsage {
        String given = Optional.ofNullable(server).orElse("");
        if (isServerNamed()) {
            return ServerAddress.parse(given);
        }
        return new ServerAddress.Socket(state().resolve(SOCKET));
    }

    /**
     * The socket of the server, for what is asked of its owner only.
     *
     * @throws WrongUsage if the server is named by an address of the network
     */
    Path socket() throws WrongUsage {
        if (address() instanceof ServerAddress.Socket socket) {
            return socket.path();
        }
        throw new WrongUsage("over the network the server only tells whether it is healthy. Cure: on its own machine,"
                + " with --path DIR");
    }

    /** Its state directory. */
    Path state() {
        boolean elsewhere = isTyped("--state-dir") || !isTyped("--path");
        return Optional.ofNullable(stateDirectory)
                .filter(directory -> elsewhere)
                .orElseGet(() -> path.resolve(STATE));
    }

    /** The directory that the server serves. */
    Path path() {
        return path;
    }

    /** Whether a server was named, so that no other one and no directory takes its place. */
    boolean isServerNamed() {
        boolean local = isTyped("--path") || isTyped("--state-dir");
        return isTyped("--server") || (!local && server != null && !server.isEmpty());
    }

    /** What this command line says of it, to be put behind another command: empty, or with a blank before it. */
    String typed() {
        StringBuilder words = new StringBuilder();
        for (String option : List.of("--path", "--state-dir", "--server")) {
            if (isTyped(option)) {
                String value = command.commandLine()
                        .getParseResult()
                        .matchedOption(option)
                        .originalStringValues()
                        .get(0);
                words.append(' ').append(option).append(' ').append(Words.quoted(value));
            }
        }
        return words.toString();
    }

    /** What a person does who has no server there yet. */
    String cure() {
        return "start one with 'packhouse serve --path " + path + "', or say where it is with --path or --server";
    }

    private boolean isTyped(String option) {
        ParseResult typed = command.commandLine().getParseResult();
        return typed != null && typed.hasMatchedOption(option);
    }
}
