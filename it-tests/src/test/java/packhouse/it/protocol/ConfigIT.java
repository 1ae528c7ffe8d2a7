package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;

/** Section 6.2: the one file that is not named by its content. */
class ConfigIT {

    private static final byte[] CONFIG = "the sealed config".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    static final Served SERVER = Served.with("--no-auth");

    private static String repositoryWithConfig(String name) {
        String repository = SERVER.repository(name);
        SERVER.request(CONFIG).post(repository + "config").then().statusCode(200);
        return repository;
    }

    @Test
    void headGivesTheExactLength() {
        String repository = repositoryWithConfig("head");

        SERVER.request()
                .head(repository + "config")
                .then()
                .statusCode(200)
                .header("Content-Length", Integer.toString(CONFIG.length));
        SERVER.request().head("/absent/config").then().statusCode(404);
        SERVER.request().head(SERVER.repository("noconfig") + "config").then().statusCode(404);
    }

    @Test
    void itIsReadWholeAndByRange() {
        String repository = repositoryWithConfig("read");

        assertThat(SERVER.request()
                        .get(repository + "config")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray())
                .isEqualTo(CONFIG);
        assertThat(SERVER.request()
                        .header("Range", "bytes=0-")
                        .get(repository + "config")
                        .then()
                        .statusCode(206)
                        .header("Content-Range", "bytes 0-16/17")
                        .extract()
                        .asByteArray())
                .isEqualTo(CONFIG);
        SERVER.request().get("/absent/config").then().statusCode(404);
    }

    @Test
    void itIsNeverReplaced() {
        String repository = repositoryWithConfig("replace");

        SERVER.request("another config".getBytes(StandardCharsets.UTF_8))
                .post(repository + "config")
                .then()
                .statusCode(403);

        assertThat(SERVER.request().get(repository + "config").asByteArray()).isEqualTo(CONFIG);
    }

    @Test
    void theSameBytesAgainAreWelcome() {
        String repository = repositoryWithConfig("again");

        SERVER.request(CONFIG).post(repository + "config").then().statusCode(200);
    }

    @Test
    void itIsGoneAfterDeleteAndMayComeAgain() {
        String repository = repositoryWithConfig("delete");

        SERVER.request().delete(repository + "config").then().statusCode(200);
        SERVER.request().delete(repository + "config").then().statusCode(200);
        SERVER.request().head(repository + "config").then().statusCode(404);
        SERVER.request().get(repository + "config").then().statusCode(404);
        SERVER.request("version two".getBytes(StandardCharsets.UTF_8))
                .post(repository + "config")
                .then()
                .statusCode(200);
    }

    @Test
    void anUploadThatIsCutOffLeavesNoConfig() throws IOException {
        String repository = SERVER.repository("cut");
        String start = "POST " + repository + "config HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nhalf";
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            assertThat(http.send(start).halfClose().answer().status()).isEqualTo(400);
        }
        RawHttp reset = RawHttp.connect(SERVER.port()).send(start);
        await().until(() -> !SERVER.filesOnDisk(repository).isEmpty());
        SERVER.request().get(repository + "config").then().statusCode(404);
        reset.reset();

        await().untilAsserted(() -> assertThat(SERVER.filesOnDisk(repository)).isEmpty());
        SERVER.request(CONFIG).post(repository + "config").then().statusCode(200);
    }

    @Test
    void itMayBeChunked() throws IOException {
        String repository = SERVER.repository("chunked");
        RawHttp.Answer answer = RawHttp.ask(
                SERVER.port(),
                "POST " + repository
                        + "config HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Files.readString(SERVER.onDisk(repository, "config"))).isEqualTo("abc");
        assertThat(SERVER.filesOnDisk(repository)).isEqualTo(List.of("config"));
    }

    @Test
    void itIsSeenWhenSomebodyElsePutsItThere() throws IOException {
        String repository = SERVER.repository("outside");
        SERVER.request().head(repository + "config").then().statusCode(404);

        Files.writeString(SERVER.onDisk(repository, "config"), "from outside");

        SERVER.request().head(repository + "config").then().statusCode(200).header("Content-Length", "12");
        SERVER.request(CONFIG).post(repository + "config").then().statusCode(403);
    }
}
