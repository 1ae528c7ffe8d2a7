package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.it.support.RawHttp;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.TreeState;
import packhouse.it.support.Upload;

/** Section 13: how a server starts, refuses to start, and ends. */
class LifeCycleIT {

    private static final int WRONG_USAGE = 2;
    private static final int BAD_CONFIGURATION = 78;

    private final Path directory;

    LifeCycleIT(@TempDir Path directory) {
        this.directory = directory;
    }

    private ServerProcess start() throws IOException {
        return ServerProcess.start(directory, "--no-auth");
    }

    private static RawHttp connect(ServerProcess server) throws IOException {
        return RawHttp.connect(server.port());
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static String post(Upload file) {
        return "POST /r/" + file.in("data") + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + file.size() + "\r\n\r\n";
    }

    private int filesBelow(String folder) throws IOException {
        return TreeState.names(directory.resolve(folder)).size();
    }

    @Test
    void itSaysInRestServersWordsHowItIsSetUp() throws IOException {
        try (ServerProcess server = start()) {
            assertThat(server.log())
                    .contains(
                            "Data directory: " + directory,
                            "Authentication disabled",
                            "Append only mode disabled",
                            "Private repositories disabled",
                            "Group accessible repos disabled",
                            "start server on 127.0.0.1:" + server.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--unknown", "--max-size=many", "--listen=nowhere", "--tls-min-ver=1.1", "positional"})
    void wrongUsageEndsWith2AndNamesWhatWasWrong(String flag) throws IOException {
        ServerProcess server = ServerProcess.launch(directory, Map.of(), "--no-auth", flag);

        assertThat(server.exitCode()).isEqualTo(WRONG_USAGE);
        String wrong = flag.substring(flag.indexOf('=') + 1);
        assertThat(server.log()).anyMatch(line -> line.contains(wrong));
        assertThat(server.log()).noneMatch(line -> line.startsWith("start server on"));
    }

    @Test
    void aCertificateWithoutTlsIsWrongUsage() throws IOException {
        ServerProcess server = ServerProcess.launch(directory, Map.of(), "--no-auth", "--tls-cert", "x");

        assertThat(server.exitCode()).isEqualTo(WRONG_USAGE);
        assertThat(server.log()).anyMatch(line -> line.contains("--tls"));
    }

    @Test
    void aMissingUserFileThatWasAskedForIsABadConfiguration() throws IOException {
        ServerProcess server = ServerProcess.launch(directory, Map.of(), "--htpasswd-file", "/nowhere/users");

        assertThat(server.exitCode()).isEqualTo(BAD_CONFIGURATION);
        assertThat(server.log()).anyMatch(line -> line.contains("/nowhere/users") && line.contains("--no-auth"));
    }

    @Test
    void aMissingCertificateIsABadConfiguration() throws IOException {
        ServerProcess server = ServerProcess.launch(directory, Map.of(), "--no-auth", "--tls");

        assertThat(server.exitCode()).isEqualTo(BAD_CONFIGURATION);
        assertThat(server.log()).anyMatch(line -> line.contains("--tls-cert"));
    }

    @Test
    void aDataDirectoryThatCannotBeIsABadConfiguration() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        ServerProcess server = ServerProcess.launch(file.resolve("below"), Map.of(), "--no-auth");

        assertThat(server.exitCode()).isEqualTo(BAD_CONFIGURATION);
        assertThat(server.log()).anyMatch(line -> line.contains("--path"));
    }

    @Test
    void twoServersOnOneDirectoryAreABadConfiguration() throws IOException {
        try (ServerProcess first = start()) {
            ServerProcess second = ServerProcess.launch(directory, Map.of(), "--no-auth");

            assertThat(second.exitCode()).isEqualTo(BAD_CONFIGURATION);
            assertThat(second.log()).anyMatch(line -> line.contains("another packhouse"));
            assertThat(first.isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void anIdleConnectionDoesNotHoldUpTheEnd(String signal) throws IOException {
        ServerProcess server = start();
        try (RawHttp idle = connect(server);
                RawHttp silent = connect(server)) {
            assertThat(idle.send(get("/config")).answer().status()).isEqualTo(404);

            server.signal(signal);

            assertThat(server.exitCode()).isZero();
            assertThat(idle.isEnded()).isTrue();
            assertThat(silent.rest()).isEmpty();
        }
        assertThat(server.log()).contains("shutdown cleanly");
    }

    @Test
    void anUploadInFlightFinishesAndNobodyNewComesIn() throws IOException {
        ServerProcess server = start();
        Upload file = Upload.random(1, 1_000_000);
        try (RawHttp upload = connect(server)) {
            upload.send(post(file)).send(file.part(0, 500_000));
            await().until(() -> filesBelow("r") == 1);

            server.terminate();
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> connect(server).close()).isInstanceOf(ConnectException.class));
            assertThat(server.isAlive()).isTrue();
            RawHttp.Answer answer = upload.send(file.part(500_000, 1_000_000)).answer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(upload.isEnded()).isTrue();
            assertThat(server.exitCode()).isZero();
        }
        assertThat(Files.readAllBytes(directory.resolve("r").resolve(file.onDisk("data"))))
                .isEqualTo(file.bytes());
    }

    @Test
    void aSecondSignalEndsAtOnce() throws IOException {
        ServerProcess server = start();
        try (RawHttp stalled = connect(server)) {
            stalled.send(post(Upload.random(2, 1_000_000))).send("begun");
            await().until(() -> filesBelow("r") == 1);
            server.terminate();
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> connect(server).close()).isInstanceOf(ConnectException.class));
            assertThat(server.isAlive()).isTrue();

            server.terminate();

            assertThat(server.exitCode()).isNotZero();
            assertThat(server.log()).doesNotContain("shutdown cleanly");
        }
    }

    @Test
    void whatACrashLeavesIsNeverServedAndIsGoneAfterTheNextStart() throws IOException {
        Upload file = Upload.random(3, 1_000_000);
        Upload whole = Upload.of("stored before the crash");
        ServerProcess crashed = start();
        try (RawHttp upload = connect(crashed)) {
            assertThat(connect(crashed)
                            .send(post(whole))
                            .send(whole.bytes())
                            .answer()
                            .status())
                    .isEqualTo(200);
            upload.send(post(file)).send(file.part(0, 500_000));
            await().until(() -> filesBelow("r") == 2);
            crashed.kill();
        }

        try (ServerProcess server = start();
                RawHttp http = connect(server)) {
            assertThat(http.send(get("/r/data/")).answer().text()).isEqualTo("[\"" + whole.id() + "\"]");
            assertThat(http.send(get("/r/" + file.in("data"))).answer().status())
                    .isEqualTo(404);
            await().until(() -> filesBelow("r") == 1);
        }
    }

    @Test
    void sighupDoesNotEndAServerThatAsksForNoLogin() throws IOException {
        try (ServerProcess server = start()) {
            for (int i = 0; i < 3; i++) {
                server.signal("HUP");
                assertThat(RawHttp.ask(server.port(), get("/config")).status()).isEqualTo(404);
            }
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void everyFlagIsAnEnvironmentVariableTooAndTheCommandLineWins() throws IOException {
        Map<String, String> environment = Map.of("PACKHOUSE_APPEND_ONLY", "true", "DISABLE_AUTHENTICATION", "1");
        try (ServerProcess server = ServerProcess.start(directory, environment)) {
            assertThat(server.log()).contains("Append only mode enabled", "Authentication disabled");
        }
        try (ServerProcess server = ServerProcess.start(directory, environment, "--append-only=false")) {
            assertThat(server.log()).contains("Append only mode disabled");
        }
        try (ServerProcess server = ServerProcess.start(directory, Map.of("OPTIONS", "--private-repos --no-auth"))) {
            assertThat(server.log()).contains("Private repositories enabled", "Authentication disabled");
        }
    }
}
