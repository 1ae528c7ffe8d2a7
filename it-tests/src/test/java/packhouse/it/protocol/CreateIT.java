package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.Upload;

/** Section 6.1: making a repository. */
class CreateIT {

    @RegisterExtension
    static final Served SERVER = Served.with("--no-auth");

    @Test
    void createMakesTheLayoutOfRestServer() throws IOException {
        String repository = SERVER.repository("parent/layout");
        Path root = SERVER.onDisk(repository, "");

        for (String type : List.of("data", "index", "keys", "locks", "snapshots")) {
            assertThat(root.resolve(type)).isDirectory();
        }
        for (int i = 0; i < 256; i++) {
            assertThat(root.resolve("data").resolve("%02x".formatted(i))).isDirectory();
        }
        assertThat(SERVER.filesOnDisk(repository)).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("data/00"))))
                .isEqualTo("rwx------");
    }

    @Test
    void createIsIdempotentAndHarmless() {
        String repository = SERVER.repository("twice");
        Upload key = Upload.of("a key");
        SERVER.store(repository, "keys", key);

        SERVER.repository("twice");

        assertThat(SERVER.list(repository, "keys")).containsExactly(key.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?create",
                "?create=",
                "?create=TRUE",
                "?create=1",
                "?create=false",
                "?create=true1",
                "?Create=true",
                "?create=1&create=true",
                "?create=tru%65"
            })
    void onlyTheExactWordCreates(String query) throws IOException {
        SERVER.request().post("/never/" + query).then().statusCode(400);

        assertThat(SERVER.directory().resolve("never")).doesNotExist();
    }

    @Test
    void otherParametersDoNotDisturb() {
        SERVER.request().post("/others/?x=1&create=true&y").then().statusCode(200);
    }

    @Test
    void initAsResticDoesIt() throws IOException {
        String key = "{\"a\":\"key\"}";
        String create = "POST /init/?create=true HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            assertThat(http.send("HEAD /init/config HTTP/1.1\r\nHost: x\r\n\r\n")
                            .answerToHead()
                            .status())
                    .isEqualTo(404);
            assertThat(http.send(create).answer().status()).isEqualTo(200);
            assertThat(http.send("HEAD /init/config HTTP/1.1\r\nHost: x\r\n\r\n")
                            .answerToHead()
                            .status())
                    .isEqualTo(404);
        }
        assertThat(SERVER.list("/init/", "keys")).isEmpty();
        assertThat(SERVER.list("/init/", "snapshots")).isEmpty();
        SERVER.store("/init/", "keys", Upload.of(key));
        SERVER.request("config".getBytes(StandardCharsets.UTF_8))
                .post("/init/config")
                .then()
                .statusCode(200);
        SERVER.request().head("/init/config").then().statusCode(200).header("Content-Length", "6");
    }

    @Test
    void filesMayBeStoredBeforeCreate() {
        Upload file = Upload.of("before create");
        SERVER.store("/uncreated/", "index", file);
        SERVER.request(file.bytes()).post("/alsouncreated/config").then().statusCode(200);

        assertThat(SERVER.list("/uncreated/", "index")).containsExactly(file.id());
        assertThat(SERVER.list("/uncreated/", "data")).isEmpty();
        SERVER.request().head("/alsouncreated/config").then().statusCode(200);
    }

    @Test
    void aFileInTheWayIsTheServersTrouble() throws IOException {
        Files.writeString(SERVER.directory().resolve("occupied"), "a file where a folder is wanted");

        SERVER.request().post("/occupied/?create=true").then().statusCode(500);
    }
}
