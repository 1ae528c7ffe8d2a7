package packhouse.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.admin.Trouble;

/** The admin plane over real sockets: who may know what, and what becomes of requests that nobody should send. */
class AdminServerTest {

    private static final String ID = "0".repeat(64);

    /** For what is sure to come, on a machine however busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder = Path.of("");

    private final CountDownLatch release = new CountDownLatch(1);
    private BooleanSupplier usersAreSound = () -> true;
    private volatile boolean counted;

    @SuppressWarnings("NullAway.Init")
    private RunningAdmin admin;

    @BeforeEach
    void listen() throws IOException {
        admin = new RunningAdmin(
                folder,
                (path, inquiry, audience) -> Trouble.FAILED.problem("", ""),
                () -> counted,
                () -> usersAreSound.getAsBoolean());
    }

    @AfterEach
    void stop() throws IOException {
        release.countDown();
        admin.close();
    }

    private String overSocket(String request) throws IOException {
        return admin.exchange(admin.socket, request);
    }

    private String get(String path) throws IOException {
        return overSocket("GET " + path + " HTTP/1.0\r\n\r\n");
    }

    /** A server that cannot look at its disk within {@link Limits#ANSWER} says that it is not ready; a busy machine may need a second try. */
    private String getReady(SocketAddress address) {
        return await().atMost(PATIENCE)
                .until(
                        () -> admin.exchange(address, "GET /readyz HTTP/1.0\r\n\r\n"),
                        answer -> answer.startsWith("HTTP/1.1 200 "));
    }

    private static JsonNode json(String answer) throws IOException {
        return new ObjectMapper().readTree(RunningAdmin.body(answer));
    }

    private void store(String type) throws IOException {
        Path directory =
                Files.createDirectories(folder.resolve("alice/laptop").resolve(type.equals("data") ? "data/00" : type));
        Files.writeString(directory.resolve(ID), "x".repeat(100));
    }

    @Test
    void bothHealthEndpointsTellNothingMore() throws IOException {
        assertThat(get("/healthz")).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n{\"status\":\"ok\"}\n");
        assertThat(getReady(admin.socket)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n{\"status\":\"ok\"}\n");

        usersAreSound = () -> false;
        admin.server.stopSoon();

        assertThat(get("/readyz")).startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\n{\"status\":\"not ready\"}\n");
        assertThat(get("/healthz")).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void aQueryIsPassedOver() throws IOException {
        assertThat(get("/healthz?now")).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void headIsAnsweredWithoutABody() throws IOException {
        assertThat(overSocket("HEAD /healthz HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-length: 16\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void noAnswerIsKeptOrGuessedAt() throws IOException {
        assertThat(get("/nothing")).contains("cache-control: no-store\r\n", "X-Content-Type-Options: nosniff\r\n");
    }

    @Test
    void theSummaryHasTheNumbersOfEveryRepository() throws IOException {
        store("data");
        store("snapshots");
        admin.repositories.survey(InstantSource.system().instant(), admin.report.troubles::add);
        counted = true;

        JsonNode summary = json(get("/api/v1/summary"));

        assertThat(summary.path("version").asText()).isEqualTo("1.2.3");
        assertThat(summary.path("state").asText()).isEqualTo("ready");
        assertThat(summary.path("counted").asBoolean()).isTrue();
        assertThat(summary.path("uptimeSeconds").isIntegralNumber()).isTrue();
        assertThat(summary.path("storage").path("sizeBytes").asLong()).isPositive();
        assertThat(summary.path("repositoryCount").asInt()).isOne();
        assertThat(summary.path("bytes").asLong()).isEqualTo(200);
        JsonNode laptop = summary.path("repositories").path(0);
        assertThat(laptop.path("path").asText()).isEqualTo("alice/laptop");
        assertThat(laptop.path("id").asText()).isEqualTo("alice~laptop");
        assertThat(laptop.path("files").path("data").asInt()).isOne();
        assertThat(laptop.path("files").path("keys").asInt()).isZero();
        assertThat(laptop.path("lastSnapshotAt").asText())
                .isEqualTo(Files.getLastModifiedTime(
                                folder.resolve("alice/laptop/snapshots").resolve(ID))
                        .toInstant()
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString());
    }

    @Test
    void aRepositoryWithoutSnapshotsHasNoLastOne() throws IOException {
        store("keys");
        admin.repositories.survey(InstantSource.system().instant(), admin.report.troubles::add);

        JsonNode summary = json(get("/api/v1/summary"));

        assertThat(summary.path("counted").asBoolean()).isFalse();
        assertThat(summary.path("repositories").path(0).path("lastSnapshotAt").isNull())
                .isTrue();
    }

    @Test
    void overTheNetworkOnlyHealthAnswers() throws IOException {
        assertThat(admin.exchange(admin.tcp, "GET /healthz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(getReady(admin.tcp)).endsWith("\r\n\r\n{\"status\":\"ok\"}\n");
        for (String path : List.of("/api/v1/summary", "/", "/nothing", "/healthz/", "//healthz")) {
            String answer = admin.exchange(admin.tcp, "GET " + path + " HTTP/1.0\r\nAuthorization: Basic YTph\r\n\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 401 ")
                    .contains("content-type: application/problem+json\r\n", "WWW-Authenticate: Bearer ");
            assertThat(json(answer).path("code").asText()).isEqualTo("unauthorized");
        }
    }

    @Test
    void whatIsNotThereAndWhatMayNotBeDoneAreProblems() throws IOException {
        JsonNode nowhere = json(get("/api/v1/nothing"));
        assertThat(nowhere.path("status").asInt()).isEqualTo(404);
        assertThat(nowhere.path("code").asText()).isEqualTo("not-found");
        assertThat(nowhere.path("type").asText()).isEqualTo("urn:packhouse:problem:not-found");
        assertThat(nowhere.path("instance").asText()).isEqualTo("/api/v1/nothing");

        String refused = overSocket("DELETE /api/v1/summary HTTP/1.0\r\n\r\n");
        assertThat(refused).startsWith("HTTP/1.1 405 ").contains("Allow: GET, HEAD\r\n");
        assertThat(json(refused).path("code").asText()).isEqualTo("method-not-allowed");
    }

    @Test
    void requestsOverTheLimitsAreRefusedAndEndTheConnection() throws IOException {
        assertThat(overSocket("GET /" + "x".repeat(Limits.REQUEST_LINE_BYTES) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");
        assertThat(overSocket("GET / HTTP/1.1\r\nX: " + "x".repeat(Limits.HEADER_BYTES) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(overSocket("complete nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        String body = "x".repeat(Limits.BODY_BYTES + 1);
        assertThat(overSocket("POST /healthz HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void aRequestMayComeInPieces() throws IOException {
        SocketChannel channel = admin.connect(admin.socket);
        for (String piece : "GET /healthz HTTP/1.0\r\nX: y\r\n\r\n".split("", -1)) {
            RunningAdmin.send(channel, piece);
        }

        assertThat(RunningAdmin.rest(channel)).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(overSocket("GET /healthz HTTP/1.0\r\nX: " + "x".repeat(3 * Limits.READ_BYTES) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void aSmallBodyIsPassedOverAndTheConnectionGoesOn() throws IOException {
        assertThat(overSocket("POST /healthz HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
                        + "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .contains("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void requestsSentInAdvanceAreAnsweredInTheirOrder() throws IOException {
        String answers = overSocket("GET /api/v1/summary HTTP/1.1\r\n\r\n".repeat(50)
                + "GET /healthz HTTP/1.1\r\n\r\n".repeat(50)
                + "GET /nothing HTTP/1.1\r\nConnection: close\r\n\r\n");

        assertThat(answers.split("HTTP/1\\.1 200 OK\r\n", -1)).hasSize(101);
        assertThat(answers.indexOf("HTTP/1.1 404 ")).isGreaterThan(answers.lastIndexOf("HTTP/1.1 200 "));
        assertThat(answers.lastIndexOf("\"uptimeSeconds\"")).isLessThan(answers.indexOf("{\"status\":\"ok\"}"));
    }

    @Test
    void aClientThatSaysNoMoreStillGetsItsAnswer() throws IOException {
        SocketChannel channel = admin.connect(admin.socket);
        RunningAdmin.send(channel, "GET /api/v1/summary HTTP/1.1\r\n\r\n");
        channel.shutdownOutput();

        assertThat(RunningAdmin.rest(channel)).startsWith("HTTP/1.1 200 OK\r\n").contains("\"version\"");
    }

    @Test
    void strangersWhoTakeAllConnectionsOfThePortDoNotKeepTheOwnerOut() throws IOException {
        for (int i = 0; i < Limits.MAX_CONNECTIONS; i++) {
            SocketChannel silent = admin.connect(admin.tcp);
            RunningAdmin.send(silent, "GET /healthz HTTP/1.1\r\n\r\n");
            assertThat(silent.read(ByteBuffer.allocate(1))).isOne();
        }

        assertThat(RunningAdmin.rest(admin.connect(admin.tcp))).isEmpty();
        assertThat(get("/healthz")).startsWith("HTTP/1.1 200 ");

        admin.opened.get(0).close();
        // Until the server has seen that one of them left, the next one is hung up on, perhaps while it is still
        // asking.
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> {
            SocketChannel next = admin.connect(admin.tcp);
            RunningAdmin.send(next, "GET /healthz HTTP/1.0\r\n\r\n");
            assertThat(RunningAdmin.rest(next)).startsWith("HTTP/1.1 200 ");
        });
    }

    @Test
    void aCheckThatHangsIsAnsweredAndHoldsUpNothingElse() throws IOException {
        usersAreSound = () -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        };
        SocketChannel asking = admin.connect(admin.tcp);
        RunningAdmin.send(asking, "GET /readyz HTTP/1.0\r\n\r\n");

        assertThat(get("/healthz")).startsWith("HTTP/1.1 200 ");
        assertThat(RunningAdmin.rest(asking)).startsWith("HTTP/1.1 503 ").endsWith("{\"status\":\"not ready\"}\n");
        assertThat(admin.report.troubles).singleElement().asString().contains("/readyz");
    }

    @Test
    void onlyOwnerAndGroupMayUseTheSocketWhichGoesWithTheServer() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(admin.socketFile)))
                .isEqualTo("rw-rw----");

        admin.server.stop();

        assertThat(admin.socketFile).doesNotExist();
    }
}
