package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.Upload;
import packhouse.it.support.UserFile;

/** Section 10: with {@code --private-repos} everybody lives in a folder of the own name. */
class PrivateRepositoriesIT {

    @RegisterExtension
    static final Served SERVER = Served.over(
            directory -> Files.writeString(
                    directory.resolve(".htpasswd"),
                    UserFile.line("alice", "a")
                            + UserFile.line("bob", "b")
                            + UserFile.line("data", "d")
                            + UserFile.line("metrics", "m")),
            "--private-repos",
            "--prometheus");

    private static RequestSpecification as(String user) {
        return SERVER.request().header("Authorization", UserFile.basic(user, user.substring(0, 1)));
    }

    @Test
    void theFirstFolderIsTheUsers() {
        as("alice").post("/alice/?create=true").then().statusCode(200);
        as("alice").post("/alice/laptop/?create=true").then().statusCode(200);
        Upload file = Upload.of("hers");
        as("alice")
                .body(file.bytes())
                .post("/alice/laptop/" + file.in("data"))
                .then()
                .statusCode(200);
        as("alice").get("/alice/laptop/data/").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/bob/", "/Alice/", "/alic/", "/alicee/", "/alice%20/", "/bob/alice/", "/alice2/alice/"})
    void everyOtherPlaceIsForbidden(String base) {
        String file = Upload.of("not hers").in("data");
        as("alice").post(base + "?create=true").then().statusCode(403);
        as("alice").get(base + "config").then().statusCode(403);
        as("alice").head(base + "config").then().statusCode(403);
        as("alice").get(base + "data/").then().statusCode(403);
        as("alice").get(base + file).then().statusCode(403);
        as("alice").delete(base + file).then().statusCode(403);
        as("alice")
                .body("not hers".getBytes(StandardCharsets.UTF_8))
                .post(base + file)
                .then()
                .statusCode(403);
    }

    @Test
    void anEncodedNameIsTheSameName() {
        as("alice").post("/%61lice/encoded/?create=true").then().statusCode(200);

        assertThat(SERVER.directory().resolve("alice/encoded/data")).isDirectory();
    }

    @Test
    void whoIsNobodyIsUnauthorizedEverywhere() {
        for (String target : new String[] {"/", "/alice/config", "/alice/data/", "/nobody/config"}) {
            SERVER.request().get(target).then().statusCode(401);
        }
    }

    @Test
    void aUserNamedLikeATypeReachesNothing() {
        as("data").post("/data/?create=true").then().statusCode(oneOf(403, 405));
        as("data").get("/data/config").then().statusCode(404);
    }

    @Test
    void onlyTheUserMetricsSeesTheMetrics() {
        as("metrics").get("/metrics").then().statusCode(200);
        as("alice").get("/metrics").then().statusCode(403);
        SERVER.request().get("/metrics").then().statusCode(401);
    }

    @Test
    void withoutLoginNothingIsPrivate(@TempDir Path directory) throws IOException {
        try (ServerProcess open = ServerProcess.start(directory, "--no-auth", "--private-repos")) {
            assertThat(RawHttp.ask(
                                    open.port(),
                                    "POST /anyone/?create=true HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
                            .status())
                    .isEqualTo(200);
        }
    }
}
