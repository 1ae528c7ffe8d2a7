package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.Upload;

/** Section 2: which addresses mean what, and which never come near the disk. */
class AddressesIT {

    private static final String ID = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @RegisterExtension
    static final Served SERVER = Served.with("--no-auth");

    private static int status(String method, String target) throws IOException {
        return RawHttp.ask(
                        SERVER.port(),
                        method + " " + target
                                + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/one/", "/one/two/", "/with%20blank/", "/%C3%BCber/%E6%97%A5%E6%9C%AC/", "/a;b=c/"})
    void aRepositoryLiesBelowNoneOrOneOrTwoFoldersOfAnyScript(String base) {
        Upload file = Upload.of("content of " + base);

        SERVER.request().post(base + "?create=true").then().statusCode(200);
        SERVER.store(base, "data", file);

        assertThat(SERVER.list(base, "data")).contains(file.id());
    }

    @ParameterizedTest
    @CsvSource({"POST,/a/b/c/?create=true", "GET,/a/b/c/config", "GET,/a/b/c/data/", "POST,/a/b/c/d/e/f/config"})
    void threeFoldersAreTooMany(String method, String target) throws IOException {
        assertThat(status(method, target)).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "index", "keys", "locks", "snapshots"})
    void aFolderNamedLikeATypeIsTheType(String type) {
        for (String base : Set.of("/", "/foo/")) {
            SERVER.request()
                    .post(base + type + "/?create=true")
                    .then()
                    .statusCode(405)
                    .header("Allow", equalTo("GET"));
        }
    }

    @Test
    void aFolderNamedConfigIsNone() throws IOException {
        assertThat(status("POST", "/config/?create=true")).isEqualTo(404);
        assertThat(status("POST", "/foo/config/data/" + ID)).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/slash?create=true",
        "GET,/data",
        "GET,/slash/locks",
        "GET,/data/" + ID + "/",
        "POST,/data/" + ID + "/",
        "GET,/config/",
        "GET,/data/ab/",
        "GET,/data/ab/" + ID,
        "GET,/data/config",
        "GET,/keys/data/" + ID,
    })
    void slashesBelongWhereTheyAreAndNowhereElse(String method, String target) throws IOException {
        assertThat(status(method, target)).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
                ID + "0",
                "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
                ID + ";v=1",
                ID + "%00",
                ID + ".rest-server-temp1",
                ID + "%20",
                "%30123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "..%2fconfig",
                ".."
            })
    void anIdIsSixtyFourLowerCaseHexadecimalDigits(String id) throws IOException {
        for (String method : Set.of("GET", "POST", "DELETE")) {
            assertThat(status(method, "/data/" + id)).as(method).isEqualTo(404);
        }
    }

    @Test
    void aQueryIsIgnoredOnEverythingButCreate() {
        String repository = SERVER.repository("query");
        Upload file = Upload.of("asked with a query");
        SERVER.store(repository, "keys", file);

        SERVER.request()
                .get(repository + file.in("keys") + "?anything=1&create=true")
                .then()
                .statusCode(200);
        SERVER.request().get(repository + "keys/?x").then().statusCode(200);
        SERVER.request().head(repository + file.in("keys") + "?/../..").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "//config",
                "/a//config",
                "/./config",
                "/a/./config",
                "/../config",
                "/../../etc/passwd",
                "/a/../config",
                "/%2e%2e/config",
                "/%2E/config",
                "/.%2e/%2e%2e/config",
                "/a/../../../../etc/passwd",
                "/a/..",
                "/a/.",
                "/data/..",
                "/data//",
                "/data/../config",
                "//data/"
            })
    void anUncleanPathIsRefusedAndNeverRedirected(String target) throws IOException {
        for (String method : Set.of("GET", "HEAD", "DELETE")) {
            assertThat(status(method, target)).as(method).isIn(400, 404);
        }
        RawHttp.Answer answer = RawHttp.ask(
                SERVER.port(), "POST " + target + "?create=true HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.headers()).doesNotContainKey("Location");
    }

    @ParameterizedTest
    @CsvSource({
        "/x%2fy/?create=true,400",
        "/x%2Fy/?create=true,400",
        "/x/data%2f/?create=true,400",
        "/%2fetc/?create=true,400",
        "/data%2f" + ID + ",404",
    })
    void anEncodedSlashSeparatesNothing(String target, int expected) throws IOException {
        assertThat(status("POST", target)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%00", "a%00b", "%0a", "%0D", "%01", "%1f", "%7f", "%5c", "a%5Cb", "%c2%85", "%ff", "%c3", "%", "%4",
                "%zz", "%u0041", "\\", "a\\b"
            })
    void aFolderNeverHoldsControlCharactersBackslashesOrBadEncoding(String folder) throws IOException {
        assertThat(status("POST", "/" + folder + "/?create=true")).isEqualTo(400);
    }

    @Test
    void aFolderNameHasAtMostWhatAFileSystemTakes() throws IOException {
        assertThat(status("POST", "/" + "n".repeat(255) + "/?create=true")).isEqualTo(200);
        assertThat(status("POST", "/" + "n".repeat(256) + "/?create=true")).isEqualTo(404);
        assertThat(status("POST", "/" + "%C3%BC".repeat(128) + "/?create=true")).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {".hidden", ".htpasswd", ".packhouse", "...", ".htpasswd/sub", "%2ehtpasswd"})
    void namesWithALeadingDotBelongToTheServer(String folder) throws IOException {
        assertThat(status("POST", "/" + folder + "/?create=true")).isEqualTo(404);
        assertThat(status("GET", "/" + folder + "/config")).isEqualTo(404);
    }

    @Test
    void folderNamesAreComparedWithTheirCase() {
        String upper = SERVER.repository("Case");
        String lower = SERVER.repository("case");
        SERVER.store(upper, "index", Upload.of("only in the upper one"));

        assertThat(SERVER.list(upper, "index")).hasSize(1);
        assertThat(SERVER.list(lower, "index")).isEmpty();
    }

    @Test
    void repositoriesMayNest() {
        String outer = SERVER.repository("nest");
        String inner = SERVER.repository("nest/inner");
        Upload file = Upload.of("in the inner one");
        SERVER.store(inner, "data", file);

        assertThat(SERVER.list(inner, "data")).containsExactly(file.id());
        assertThat(SERVER.list(outer, "data")).isEmpty();
    }

    @Test
    void withoutMetricsTheirAddressIsNone() throws IOException {
        assertThat(status("GET", "/metrics")).isEqualTo(404);
    }

    @Test
    void anAddressLongerThanAnyIsTooLong() throws IOException {
        assertThat(status("GET", "/" + "a/".repeat(4000) + "config")).isEqualTo(414);
        assertThat(status("GET", "/config?" + "q".repeat(12_000))).isEqualTo(414);
    }

    @Test
    void anAddressThatIsNoPathIsRefused() throws IOException {
        assertThat(status("GET", "*")).isEqualTo(400);
        assertThat(status("GET", "config")).isEqualTo(400);
        assertThat(status("CONNECT", "localhost:80")).isEqualTo(400);
    }
}
