package packhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client makes of answers, whole and broken, over a socket and over the network. */
class AdminClientTest {

    @TempDir
    private Path folder = Path.of("");

    private AdminClient at(Path socket) {
        return new AdminClient(new ServerAddress.Socket(socket), Duration.ofSeconds(30));
    }

    private Path socket() {
        return folder.resolve("admin.sock");
    }

    @Test
    void anAnswerOverTheSocketIsReadToItsEnd() throws IOException {
        try (CannedServer server = CannedServer.at(socket(), CannedServer.whole("200 OK", "{\"a\":\"ü\"}"))) {
            AdminClient.Answer answer = at(socket()).get("/api/v1/summary");

            assertThat(answer).isEqualTo(new AdminClient.Answer(200, "{\"a\":\"ü\"}"));
            assertThat(server.asked()).singleElement().asString().startsWith("GET /api/v1/summary HTTP/1.0\r\n");
        }
    }

    @Test
    void anAnswerOverTheNetworkIsReadToItsEnd() throws IOException, WrongUsage {
        try (CannedServer server = CannedServer.atPort(CannedServer.whole("503 Service Unavailable", "{}"))) {
            AdminClient client = new AdminClient(ServerAddress.parse(server.url() + "/"), Duration.ofSeconds(30));

            assertThat(client.get("/readyz")).isEqualTo(new AdminClient.Answer(503, "{}"));
            assertThat(server.asked()).singleElement().asString().startsWith("GET /readyz HTTP/1.1\r\n");
        }
    }

    @Test
    void anAnswerThatIsCutOffIsNone() throws IOException {
        try (CannedServer server = CannedServer.at(socket(), "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}")) {
            assertThatThrownBy(() -> at(socket()).get("/readyz"))
                    .isInstanceOf(NotReachable.class)
                    .hasMessageContaining("cut off");
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void whatSpeaksAnotherLanguageIsNoServer() throws IOException {
        try (CannedServer server = CannedServer.at(socket(), "220 mail ready\r\n")) {
            assertThatThrownBy(() -> at(socket()).get("/readyz"))
                    .isInstanceOf(NotReachable.class)
                    .hasMessageContaining("HTTP");
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() throws IOException {
        try (CannedServer server = CannedServer.at(socket(), "")) {
            AdminClient client = new AdminClient(new ServerAddress.Socket(socket()), Duration.ofSeconds(1));

            assertThatThrownBy(() -> client.get("/readyz"))
                    .isInstanceOf(NotReachable.class)
                    .hasMessageContaining("no answer within 1 s");
            // A busy server reads the request when the client has long gone.
            await().atMost(Duration.ofMinutes(2)).until(() -> server.asked().size() == 1);
        }
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() throws IOException {
        String endless = "x".repeat(AdminClient.MAX_ANSWER_BYTES + 100_000);
        try (CannedServer server = CannedServer.at(socket(), "HTTP/1.1 200 OK\r\n\r\n" + endless)) {
            assertThatThrownBy(() -> at(socket()).get("/api/v1/summary"))
                    .isInstanceOf(NotReachable.class)
                    .hasMessageContaining("more than");
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void whereNobodyListensNobodyIsReached() throws IOException {
        assertThatThrownBy(() -> at(socket()).get("/readyz"))
                .isInstanceOf(NotReachable.class)
                .hasMessageContaining(socket().toString());

        CannedServer.at(socket(), "").close();
        assertThat(Files.exists(socket())).isTrue();
        assertThatThrownBy(() -> at(socket()).get("/readyz"))
                .isInstanceOf(NotReachable.class)
                .hasMessageContaining("refused");
    }
}
