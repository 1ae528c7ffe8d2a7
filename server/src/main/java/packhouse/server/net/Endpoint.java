package packhouse.server.net;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a plane listens.
 *
 * <pre>
 * endpoint = [ host ] ":" port | "[" ipv6 "]:" port | "unix:" path
 * </pre>
 */
public sealed interface Endpoint {

    /** Longest path of a unix socket in bytes: {@code sun_path} of Linux without its final zero. */
    int MAX_SOCKET_PATH_BYTES = 107;

    /** A TCP port; an empty host is every address of the machine, port 0 is a free port. */
    record Tcp(String host, int port) implements Endpoint {
        @Override
        public String toString() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /** A unix socket. */
    record Unix(Path path) implements Endpoint {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /** A listening socket that somebody else opened and passed on by its descriptor, as systemd does. */
    record Inherited(int descriptor) implements Endpoint {
        @Override
        public String toString() {
            return "descriptor " + descriptor;
        }
    }

    /** The endpoint that the text spells as rest-server reads it, empty if it spells none. */
    static Optional<Endpoint> parse(String text) {
        if (text.startsWith("unix:")) {
            String path = text.substring("unix:".length());
            return path.isEmpty() ? Optional.empty() : Optional.of(new Unix(Path.of(path)));
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        if (!bracketed && bare.indexOf(':') >= 0) {
            return Optional.empty();
        }
        return port(text.substring(colon + 1)).map(port -> new Tcp(bare, port));
    }

    private static Optional<Integer> port(String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int port = Integer.parseInt(digits);
        return port <= 65_535 ? Optional.of(port) : Optional.empty();
    }
}
