package packhouse.server.cli;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** Where a running server is asked. */
sealed interface ServerAddress {

    /** Its unix socket, on the same machine. */
    record Socket(Path path) implements ServerAddress {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /** Its admin port. */
    record Web(URL base) implements ServerAddress {
        @Override
        public String toString() {
            return base.toString();
        }
    }

    /**
     * What a person wrote.
     *
     * @throws WrongUsage if it is neither {@code unix:SOCKET} nor an address that begins with {@code http}
     */
    static ServerAddress parse(String text) throws WrongUsage {
        try {
            if (text.startsWith("unix:") && text.length() > "unix:".length()) {
                return new Socket(Path.of(text.substring("unix:".length())));
            }
            if (text.startsWith("http://") || text.startsWith("https://")) {
                return new Web(new URI(text.replaceFirst("/+$", "")).toURL());
            }
        } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
            throw new WrongUsage("'" + text + "' is no address of a server: " + e.getMessage());
        }
        throw new WrongUsage("'" + text + "' is no address of a server: write unix:SOCKET or http://HOST:PORT");
    }
}
