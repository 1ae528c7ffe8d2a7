package packhouse.server.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the listening socket that the service manager passed on: as descriptor 3 (sd_listen_fds(3): {@code LISTEN_FDS} and
 * {@code LISTEN_PID}), or as standard input, as inetd does.
 */
public final class Inheritance {

    private static final int FIRST_DESCRIPTOR = 3;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private Inheritance() {}

    /**
     * The socket passed on to this process, empty if there is none.
     *
     * @throws IOException if there are several; rest-server accepts one, too
     */
    public static Optional<Endpoint> find(Map<String, String> environment, long pid) throws IOException {
        String count = environment.getOrDefault("LISTEN_FDS", "");
        boolean forUs =
                environment.getOrDefault("LISTEN_PID", Long.toString(pid)).equals(Long.toString(pid));
        if (!count.isEmpty() && forUs) {
            if (!count.equals("1")) {
                throw new IOException("LISTEN_FDS=" + count + ": one socket can be passed on, not several; "
                        + "leave one ListenStream= in the socket unit and use --listen for the rest");
            }
            return Optional.of(new Endpoint.Inherited(FIRST_DESCRIPTOR));
        }
        return isListening(0) ? Optional.of(new Endpoint.Inherited(0)) : Optional.empty();
    }

    private static boolean isListening(int descriptor) {
        return inode(descriptor)
                .filter(inode -> isIn("/proc/net/tcp", inode, 9, 3, "0A")
                        || isIn("/proc/net/tcp6", inode, 9, 3, "0A")
                        || isIn("/proc/net/unix", inode, 6, 3, "00010000"))
                .isPresent();
    }

    /** Whether an inherited descriptor is a unix socket. */
    static boolean isUnix(int descriptor) {
        return inode(descriptor)
                .filter(inode -> isIn("/proc/net/unix", inode, 6, 3, "00010000"))
                .isPresent();
    }

    /** The number that the kernel's tables know the socket by; empty if the descriptor is no socket. */
    private static Optional<String> inode(int descriptor) {
        try {
            String target = Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor)))
                    .toString();
            return target.startsWith("socket:[")
                    ? Optional.of(target.substring("socket:[".length(), target.length() - 1))
                    : Optional.empty();
        } catch (IOException e) {
            // No /proc, or no such descriptor: nothing was passed on.
            return Optional.empty();
        }
    }

    private static boolean isIn(String table, String inode, int inodeColumn, int stateColumn, String state) {
        try {
            List<String> lines = Files.readAllLines(Path.of(table));
            return lines.stream()
                    .map(line -> line.strip().split("\\s+", -1))
                    .anyMatch(columns -> columns.length > inodeColumn
                            && columns[inodeColumn].equals(inode)
                            && columns[stateColumn].equals(state));
        } catch (IOException e) {
            return false;
        }
    }
}
