package packhouse.server.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The file that a unix socket is in its directory. */
final class SocketFile {

    private SocketFile() {}

    /** Makes way for a new socket: removes what a crashed server left, refuses to touch anything else. */
    static void makeWay(Path path) throws IOException {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > Endpoint.MAX_SOCKET_PATH_BYTES) {
            throw new IOException(path + ": longer than the " + Endpoint.MAX_SOCKET_PATH_BYTES
                    + " bytes that the system allows for a unix socket");
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!isSocket(path)) {
            throw new IOException(path + ": is in the way, and is not a socket");
        }
        if (answers(path)) {
            throw new IOException(path + ": another server listens there");
        }
        Files.delete(path);
    }

    private static boolean isSocket(Path path) throws IOException {
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & 0170000) == 0140000;
    }

    private static boolean answers(Path path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            // The JDK has no type of its own for a refused unix socket; anything else means that somebody may be there.
            if (String.valueOf(e.getMessage()).contains("refused")) {
                return false;
            }
            throw e;
        }
    }
}
