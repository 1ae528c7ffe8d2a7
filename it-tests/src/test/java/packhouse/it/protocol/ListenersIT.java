package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.RawHttp;
import packhouse.it.support.ServerProcess;

/** Section 13: where a server listens. */
class ListenersIT {

    private static final String REQUEST = "GET /config HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final String MARK = "start server on ";

    private final Path directory;

    ListenersIT(@TempDir Path directory) {
        this.directory = directory;
    }

    private static int askOver(Socket socket) throws IOException {
        try (RawHttp http = RawHttp.over(socket)) {
            return http.send(REQUEST).answer().status();
        }
    }

    private static String askOver(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(4096);
            while (channel.read(answer) >= 0) {
                assertThat(answer.hasRemaining()).isTrue();
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
        }
    }

    private static InetAddress ipv6() throws IOException {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        return InetAddress.getByAddress(loopback);
    }

    private static boolean hasIpv6() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address.getHostAddress().startsWith("0:0:0:0:0:0:0:1"));
    }

    private static List<String> addresses(ServerProcess server) {
        return server.log().stream()
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()))
                .toList();
    }

    @Test
    void withoutAHostItListensEverywhereInBothFamilies() throws IOException {
        assumeThat(hasIpv6()).as("this machine has no IPv6").isTrue();
        try (ServerProcess server = ServerProcess.start(directory, "--no-auth", "--listen", ":0")) {
            assertThat(server.address()).matches("\\[::]:\\d+");
            assertThat(askOver(new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.port())))
                    .isEqualTo(404);
            assertThat(askOver(new Socket(ipv6(), server.port()))).isEqualTo(404);
        }
    }

    @Test
    void itListensAtAnIpv6Address() throws IOException {
        assumeThat(hasIpv6()).as("this machine has no IPv6").isTrue();
        try (ServerProcess server = ServerProcess.start(directory, "--no-auth", "--listen", "[::1]:0")) {
            assertThat(server.address()).matches("\\[::1]:\\d+");
            assertThat(askOver(new Socket(ipv6(), server.port()))).isEqualTo(404);
        }
    }

    @Test
    void aUnixSocketIsMadeAndRemoved() throws IOException {
        Path socket = directory.resolve("packhouse.sock");
        try (ServerProcess server = ServerProcess.start(directory, "--no-auth", "--listen", "unix:" + socket)) {
            assertThat(server.address()).isEqualTo(socket.toString());
            assertThat(askOver(socket)).startsWith("HTTP/1.1 404 Not Found\r\n");
        }
        assertThat(Files.exists(socket, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void aStaleUnixSocketIsReplaced() throws IOException {
        Path socket = directory.resolve("packhouse.sock");
        ServerProcess.start(directory, "--no-auth", "--listen", "unix:" + socket)
                .kill();
        assertThat(Files.exists(socket, LinkOption.NOFOLLOW_LINKS)).isTrue();

        try (ServerProcess server = ServerProcess.start(directory, "--no-auth", "--listen", "unix:" + socket)) {
            assertThat(server.isAlive()).isTrue();
            assertThat(askOver(socket)).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void whatIsInTheWayOfAUnixSocketIsNeverRemoved() throws IOException {
        Path file = Files.writeString(directory.resolve("precious"), "not a socket");
        ServerProcess server = ServerProcess.launch(directory, Map.of(), "--no-auth", "--listen", "unix:" + file);

        assertThat(server.exitCode()).isNotZero();
        assertThat(server.log()).anyMatch(line -> line.contains("precious"));
        assertThat(file).hasContent("not a socket");
    }

    @Test
    void aPortThatIsTakenIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerProcess server = ServerProcess.launch(
                    directory, Map.of(), "--no-auth", "--listen", "127.0.0.1:" + taken.getLocalPort());

            assertThat(server.exitCode()).isNotZero();
            assertThat(server.log())
                    .anyMatch(line -> line.contains("cannot listen on 127.0.0.1:" + taken.getLocalPort()));
        }
    }

    @Test
    void itListensAtSeveralPlaces() throws IOException {
        Path socket = directory.resolve("packhouse.sock");
        try (ServerProcess server = ServerProcess.start(
                directory,
                "--no-auth",
                "--listen",
                "127.0.0.1:0",
                "--listen",
                "127.0.0.1:0",
                "--listen",
                "unix:" + socket)) {
            await().until(() -> addresses(server).size() == 3);
            List<Integer> answers = new ArrayList<>();
            for (String address : addresses(server)) {
                if (!address.startsWith("/")) {
                    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
                    answers.add(RawHttp.ask(port, REQUEST).status());
                }
            }
            assertThat(answers).containsExactly(404, 404);
            assertThat(askOver(socket)).startsWith("HTTP/1.1 404 ");
        }
    }
}
