package packhouse.server.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which user file a command is about. The container's variables of rest-server count as well, after packhouse's own. */
final class UserFileOptions {

    @Option(
            names = "--path",
            paramLabel = "PATH",
            defaultValue = "${env:PACKHOUSE_PATH:-${env:DATA_DIRECTORY:-/var/lib/packhouse/repos}}",
            description = "Data directory of the server (default: ${DEFAULT-VALUE}; env: PACKHOUSE_PATH).")
    @SuppressWarnings("NullAway.Init")
    private Path path;

    @Option(
            names = "--htpasswd-file",
            paramLabel = "FILE",
            defaultValue = "${env:PACKHOUSE_HTPASSWD_FILE:-${env:PASSWORD_FILE}}",
            description = "User file (default: PATH/.htpasswd; env: PACKHOUSE_HTPASSWD_FILE).")
    private @Nullable Path file;

    Path file() {
        return Optional.ofNullable(file).orElseGet(() -> path.resolve(".htpasswd"));
    }
}
