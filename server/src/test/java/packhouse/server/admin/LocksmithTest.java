package packhouse.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Views.Unlock;
import packhouse.server.jobs.IdleJobs;
import packhouse.server.keys.KeyRing;
import packhouse.server.keys.RecordingKeys;
import packhouse.server.keys.SmallRepository;
import packhouse.server.keys.StandingPasswords;
import packhouse.server.net.Endpoint;
import packhouse.server.net.Listeners;
import packhouse.server.net.Transport;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.repository.Repositories;

/** Unlocking and locking over the owner's socket. */
class LocksmithTest {

    private static final RepoPath PATH = RepoPath.parse("alice/laptop").orElseThrow();
    private static final String UNLOCK = "/api/v1/repos/alice~laptop/unlock";
    private static final String LOCK = "/api/v1/repos/alice~laptop/lock";

    @TempDir
    private Path folder = Path.of("");

    private final RecordingReport report = new RecordingReport();
    private final RecordingKeys told = new RecordingKeys();
    private final Transport transport = new Transport(1);
    private SocketAddress tcp = new InetSocketAddress(0);
    private SocketAddress socket = new InetSocketAddress(0);

    @SuppressWarnings("NullAway.Init")
    private KeyRing keys;

    @SuppressWarnings("NullAway.Init")
    private AdminServer server;

    @BeforeEach
    void listen() throws IOException {
        SmallRepository.at(folder.resolve("alice/laptop")).addKey("secret");
        Disk disk = RealDisk.probe(folder, report.troubles::add);
        Repositories repositories = SmallRepository.below(folder);
        keys = new KeyRing(repositories::store, new StandingPasswords(Map.of()), InstantSource.system(), told);
        Accounts accounts = new Accounts("1.2.3", folder, disk, repositories, keys, () -> true, System::nanoTime);
        AdminServer.Tools tools = new AdminServer.Tools(
                (path, inquiry, audience) -> Trouble.FAILED.problem("", ""),
                keys,
                IdleJobs.in(folder, keys, repositories));
        server = new AdminServer(accounts, tools, new AdminServer.Needs(folder, disk, () -> true), Thread::new, report);
        Listeners listeners = new Listeners(transport);
        server.listenToOwner(listeners, folder.resolve("admin.sock"));
        socket = UnixDomainSocketAddress.of(folder.resolve("admin.sock"));
        String address = server.listenToAnybody(listeners, new Endpoint.Tcp("127.0.0.1", 0));
        tcp = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }

    @AfterEach
    void stop() throws IOException {
        server.stop();
        keys.close();
        transport.stop(Duration.ofSeconds(5));
    }

    private static SocketChannel send(SocketAddress address, String method, String path, String body)
            throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        String request = method + " " + path + " HTTP/1.0\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return channel;
    }

    private static String rest(SocketChannel channel) throws IOException {
        try (channel) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            ByteBuffer piece = ByteBuffer.allocate(8192);
            while (channel.read(piece) >= 0) {
                all.write(piece.array(), 0, piece.position());
                piece.clear();
            }
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    private String post(String path, String body) throws IOException {
        return rest(send(socket, "POST", path, body));
    }

    @Test
    void theRightPasswordIsAnsweredWithNothingAndTheSummarySaysSo() throws IOException {
        String answer = post(UNLOCK, "{\"password\":\"secret\",\"for\":\"8h\"}");

        assertThat(answer)
                .startsWith("HTTP/1.1 204 No Content\r\n")
                .endsWith("\r\n\r\n")
                .doesNotContainIgnoringCase("content-length");
        assertThat(keys.state(PATH).flatMap(Unlock::until)).isPresent();
        assertThat(rest(send(socket, "GET", "/api/v1/summary", ""))).contains("\"repositories\":[");

        assertThat(post(LOCK, "")).startsWith("HTTP/1.1 204 ");
        assertThat(keys.state(PATH)).isEmpty();
        assertThat(report.audit).hasSize(2);
        assertThat(report.audit.get(0)).matches("unlock alice/laptop: done, by (uid \\d+, pid \\d+|socket)");
        assertThat(report.audit.get(1)).startsWith("lock alice/laptop: done, by ");
        assertThat(report.troubles).isEmpty();
    }

    @Test
    void aWrongPasswordIsAnsweredWithItsCodeAndWithoutThePassword() throws IOException {
        assertThat(post(UNLOCK, "{\"password\":\"guess\"}"))
                .startsWith("HTTP/1.1 403 ")
                .contains("\"code\":\"wrong-password\"")
                .doesNotContain("guess");
        assertThat(keys.state(PATH)).isEmpty();
        assertThat(told.lines).singleElement().asString().doesNotContain("guess");
    }

    @Test
    void whatCannotBeUnlockedSaysWhy() throws IOException {
        assertThat(post("/api/v1/repos/bob/unlock", "{\"password\":\"hidden\"}"))
                .startsWith("HTTP/1.1 404 ")
                .contains("no-repository");
        assertThat(post("/api/v1/repos/bob/lock", "")).startsWith("HTTP/1.1 404 ");
        assertThat(post(UNLOCK, "")).startsWith("HTTP/1.1 400 ").contains("no password");
        assertThat(post(UNLOCK, "{\"password\":\"hidden\",\"for\":\"soon\"}"))
                .startsWith("HTTP/1.1 400 ")
                .contains("span of time")
                .doesNotContain("hidden");
        assertThat(rest(send(socket, "GET", UNLOCK, "")))
                .startsWith("HTTP/1.1 405 ")
                .containsIgnoringCase("allow: POST");
    }

    @Test
    void overTheNetworkNobodyUnlocksOrLocks() throws IOException {
        for (String path : List.of(UNLOCK, LOCK)) {
            assertThat(rest(send(tcp, "POST", path, "{\"password\":\"secret\"}")))
                    .startsWith("HTTP/1.1 401 ");
        }
        assertThat(told.lines).isEmpty();
    }

    @Test
    void whoGuessesOnManyConnectionsIsTurnedAwayAndTheOwnerLocksAllTheSame() throws IOException {
        post(UNLOCK, "{\"password\":\"secret\"}");
        List<SocketChannel> guesses = new ArrayList<>();
        // Each try takes a good part of a second, so the last ones come while the first are tried.
        for (int i = 0; i < 2 * Limits.UNLOCKS; i++) {
            guesses.add(send(socket, "POST", UNLOCK, "{\"password\":\"guess\"}"));
        }
        String lock = post(LOCK, "");

        assertThat(lock).startsWith("HTTP/1.1 204 ");
        List<String> answers = new ArrayList<>();
        for (SocketChannel guess : guesses) {
            answers.add(rest(guess).substring(9, 12));
        }
        assertThat(answers).contains("403", "503").doesNotContain("204");
        assertThat(keys.state(PATH)).isEmpty();
    }
}
