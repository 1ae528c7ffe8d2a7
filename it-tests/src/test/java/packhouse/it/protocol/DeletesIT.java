package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.Upload;

/** Sections 6.7 and 6.8: removing files, and not removing repositories. */
class DeletesIT {

    @RegisterExtension
    static final Served SERVER = Served.with("--no-auth");

    @ParameterizedTest
    @ValueSource(strings = {"data", "index", "keys", "locks", "snapshots"})
    void aDeletedFileIsGoneAndMayBeStoredAgain(String type) throws IOException {
        String repository = SERVER.repository("gone-" + type);
        Upload file = Upload.of("to be deleted");
        String target = repository + file.in(type);
        SERVER.store(repository, type, file);

        SERVER.request().delete(target).then().statusCode(200).header("Content-Length", "0");

        SERVER.request().head(target).then().statusCode(404);
        SERVER.request().get(target).then().statusCode(404);
        assertThat(SERVER.list(repository, type)).isEmpty();
        assertThat(SERVER.filesOnDisk(repository)).isEmpty();
        SERVER.store(repository, type, file);
        SERVER.request().get(target).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "index", "keys", "locks", "snapshots"})
    void whatIsNotThereIsGoneAlready(String type) {
        String file = Upload.of("never stored").in(type);

        SERVER.request().delete(SERVER.repository("already") + file).then().statusCode(200);
        SERVER.request().delete("/norepository/" + file).then().statusCode(200);
        assertThat(SERVER.directory().resolve("norepository")).doesNotExist();
    }

    @Test
    void aFileThatIsBeingReadIsReadToItsEnd() throws IOException {
        String repository = SERVER.repository("reading");
        Upload file = Upload.random(21, 30_000_000);
        SERVER.store(repository, "data", file);
        try (RawHttp reader = RawHttp.connect(SERVER.port())) {
            reader.send("GET " + repository + file.in("data") + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            byte[] begun = reader.first(1000);
            SERVER.request().delete(repository + file.in("data")).then().statusCode(200);
            assertThat(begun.length + reader.rest().length).isGreaterThan(file.size());
        }
    }

    @Test
    void aDirectoryWithTheNameOfAFileIsLeftAlone() throws IOException {
        String repository = SERVER.repository("directory");
        Upload file = Upload.of("a directory has this name");
        Files.createDirectory(SERVER.onDisk(repository, file.onDisk("index")));

        SERVER.request().delete(repository + file.in("index"));

        assertThat(SERVER.onDisk(repository, file.onDisk("index"))).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/whole/", "/whole/below/"})
    void aRepositoryIsNotDeleted(String base) {
        SERVER.request().delete(base).then().statusCode(405).header("Allow", "POST");
    }

    @Test
    void aTypeIsNotDeleted() {
        String repository = SERVER.repository("type");

        SERVER.request().delete(repository + "data/").then().statusCode(405).header("Allow", "GET");
    }
}
