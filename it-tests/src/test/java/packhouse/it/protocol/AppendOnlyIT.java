package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.it.support.Served;
import packhouse.it.support.Upload;

/** Section 9: with {@code --append-only} files come and stay. */
class AppendOnlyIT {

    private static final byte[] CONFIG = "config".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    static final Served SERVER = Served.with("--no-auth", "--append-only");

    @ParameterizedTest
    @ValueSource(strings = {"data", "index", "keys", "locks", "snapshots"})
    void newFilesAreStoredListedAndRead(String type) {
        String repository = SERVER.repository("new");
        Upload file = Upload.of("new " + type);

        SERVER.store(repository, type, file);

        assertThat(SERVER.list(repository, type)).containsExactly(file.id());
        SERVER.request().head(repository + file.in(type)).then().statusCode(200);
        SERVER.request().get(repository + file.in(type)).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "index", "keys", "snapshots"})
    void nothingButLocksIsDeletedWhetherItExistsOrNot(String type) {
        String repository = SERVER.repository("keep-" + type);
        Upload file = Upload.of("kept");
        SERVER.store(repository, type, file);

        SERVER.request().delete(repository + file.in(type)).then().statusCode(403);
        SERVER.request()
                .delete(repository + Upload.of("missing").in(type))
                .then()
                .statusCode(403);
        SERVER.request().delete("/norepository/" + file.in(type)).then().statusCode(403);

        SERVER.request().get(repository + file.in(type)).then().statusCode(200);
    }

    @Test
    void anyLockIsDeleted() {
        String repository = SERVER.repository("anylock");
        Upload lock = Upload.of("a lock");
        SERVER.store(repository, "locks", lock);

        SERVER.request().delete(repository + lock.in("locks")).then().statusCode(200);
        SERVER.request().delete(repository + lock.in("locks")).then().statusCode(200);

        assertThat(SERVER.list(repository, "locks")).isEmpty();
    }

    @Test
    void theConfigIsStoredOnceAndStays() {
        String repository = SERVER.repository("onconfig");
        SERVER.request().delete(repository + "config").then().statusCode(403);
        SERVER.request(CONFIG).post(repository + "config").then().statusCode(200);

        SERVER.request().delete(repository + "config").then().statusCode(403);
        SERVER.request("other!".getBytes(StandardCharsets.UTF_8))
                .post(repository + "config")
                .then()
                .statusCode(403);

        assertThat(SERVER.request().get(repository + "config").asByteArray()).isEqualTo(CONFIG);
    }

    @Test
    void aRetryAfterALostResponseSucceeds() {
        String repository = SERVER.repository("retry");
        for (String type : new String[] {"data", "index", "keys", "locks", "snapshots"}) {
            Upload file = Upload.of("retried " + type);
            SERVER.store(repository, type, file);
            SERVER.request().delete(repository + file.in(type));
            SERVER.store(repository, type, file);
        }
        SERVER.request(CONFIG).post(repository + "config").then().statusCode(200);
        SERVER.request(CONFIG).post(repository + "config").then().statusCode(200);
    }

    @Test
    void storedBytesNeverChange() throws Exception {
        String repository = SERVER.repository("bytes");
        Upload file = Upload.of("stored");
        SERVER.store(repository, "data", file);

        SERVER.request("forged".getBytes(StandardCharsets.UTF_8))
                .post(repository + file.in("data"))
                .then()
                .statusCode(400);

        assertThat(Files.readString(SERVER.onDisk(repository, file.onDisk("data"))))
                .isEqualTo("stored");
    }

    @Test
    void createStaysIdempotent() {
        SERVER.repository("created");
        SERVER.repository("created");
    }
}
