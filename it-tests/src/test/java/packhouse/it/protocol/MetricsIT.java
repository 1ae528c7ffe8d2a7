package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.Upload;
import packhouse.it.support.UserFile;

/** Section 14: with {@code --prometheus} the numbers of rest-server under their names. */
class MetricsIT {

    private static final String ALICE = UserFile.basic("alice", "a");

    @RegisterExtension
    static final Served SERVER = Served.over(
            directory -> Files.writeString(directory.resolve(".htpasswd"), UserFile.line("alice", "a")),
            "--prometheus");

    private static String page() {
        Response response = SERVER.request().header("Authorization", ALICE).get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        return response.asString();
    }

    private static void has(String counter, String repo, String type, long value) {
        String line = "rest_server_blob_" + counter + "{repo=\"" + repo + "\",type=\"" + type + "\",user=\"alice\"} ";
        await().untilAsserted(() -> assertThat(page().lines())
                .anyMatch(found ->
                        found.startsWith(line) && Double.parseDouble(found.substring(line.length())) == value));
    }

    @Test
    void theSixCountersCountFilesAndBytesByUserRepositoryAndType() {
        Upload file = Upload.random(1, 1000);
        String target = "/alice/laptop/" + file.in("data");
        SERVER.request(file.bytes())
                .header("Authorization", ALICE)
                .post(target)
                .then()
                .statusCode(200);
        SERVER.request(file.bytes())
                .header("Authorization", ALICE)
                .post(target)
                .then()
                .statusCode(200);
        SERVER.request().header("Authorization", ALICE).get(target).then().statusCode(200);
        SERVER.request()
                .header("Authorization", ALICE)
                .header("Range", "bytes=0-99")
                .get(target)
                .then()
                .statusCode(206);
        SERVER.request().header("Authorization", ALICE).delete(target).then().statusCode(200);
        SERVER.request().header("Authorization", ALICE).delete(target).then().statusCode(200);

        has("write_total", "alice/laptop", "data", 1);
        has("write_bytes_total", "alice/laptop", "data", 1000);
        has("read_total", "alice/laptop", "data", 2);
        has("read_bytes_total", "alice/laptop", "data", 1100);
        has("delete_total", "alice/laptop", "data", 1);
        has("delete_bytes_total", "alice/laptop", "data", 1000);
    }

    @Test
    void theConfigIsNotCounted() {
        SERVER.request(new byte[5])
                .header("Authorization", ALICE)
                .post("/noconfig/config")
                .then()
                .statusCode(200);
        SERVER.request()
                .header("Authorization", ALICE)
                .get("/noconfig/config")
                .then()
                .statusCode(200);

        assertThat(page()).doesNotContain("repo=\"noconfig\"");
    }

    @Test
    void theProcessAndTheRequestsAreThereToo() {
        assertThat(page())
                .contains("process_cpu_seconds_total ", "process_resident_memory_bytes ", "process_open_fds ")
                .contains("process_max_fds ", "process_start_time_seconds ");
        // A request counts once its answer is on its way.
        await().untilAsserted(() ->
                assertThat(page()).containsPattern("packhouse_[a-z_]*requests_total\\{[^}]*code=\"200\""));
    }

    @Test
    void thePageIsPrometheusText() {
        String type =
                SERVER.request().header("Authorization", ALICE).get("/metrics").contentType();

        assertThat(type).startsWith("text/plain; version=0.0.4");
    }

    @Test
    void thePageNeedsALogin() {
        SERVER.request().get("/metrics").then().statusCode(401);
    }

    @Test
    void withASlashItIsAFolderLikeAnyOther() {
        SERVER.request()
                .header("Authorization", ALICE)
                .post("/metrics/?create=true")
                .then()
                .statusCode(200);
        SERVER.request()
                .header("Authorization", ALICE)
                .get("/metrics/data/")
                .then()
                .statusCode(200);
    }

    @Test
    void onlyGetAndHeadReadIt() {
        SERVER.request().header("Authorization", ALICE).head("/metrics").then().statusCode(200);
        SERVER.request().header("Authorization", ALICE).post("/metrics").then().statusCode(405);
    }

    @Test
    void itMayBeOpenToAll(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve(".htpasswd"), UserFile.line("alice", "a"));
        try (ServerProcess server = ServerProcess.start(directory, "--prometheus", "--prometheus-no-auth")) {
            assertThat(RawHttp.ask(server.port(), "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
                            .status())
                    .isEqualTo(200);
            assertThat(RawHttp.ask(server.port(), "GET /config HTTP/1.1\r\nHost: x\r\n\r\n")
                            .status())
                    .isEqualTo(401);
        }
    }
}
