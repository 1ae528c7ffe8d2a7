package packhouse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the reference's table of addresses. */
final class RouteParserTest {

    private static final String HEX = "00ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b78";
    private static final FileId ID = FileId.parse(HEX).orElseThrow();

    @ParameterizedTest
    @CsvSource({"/, ''", "/a/, a", "/a/b/, a/b", "/my%20backup/, my backup", "/B%C3%BCro/, Büro", "/metrics/, metrics"})
    void aBaseHasNoOneOrTwoFolders(String base, String label) {
        RepoPath repo = RepoPath.parse(label).orElseThrow();
        assertThat(route("POST", base + "?create=true")).isEqualTo(new Route.Create(repo));
        assertThat(route("HEAD", base + "config")).isEqualTo(new Route.Head(repo, FileName.config()));
        assertThat(route("GET", base + "keys/")).isEqualTo(new Route.ListFiles(repo, FileType.KEYS));
        FileName pack = FileName.of(FileType.DATA, ID);
        assertThat(route("HEAD", base + "data/" + HEX)).isEqualTo(new Route.Head(repo, pack));
        assertThat(route("GET", base + "data/" + HEX)).isEqualTo(new Route.Read(repo, pack));
        assertThat(route("POST", base + "data/" + HEX)).isEqualTo(new Route.Save(repo, pack));
        assertThat(route("DELETE", base + "data/" + HEX)).isEqualTo(new Route.Delete(repo, pack));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFIG")
    void everyListedKindHasAListAndFiles(FileType type) {
        RepoPath root = new RepoPath(List.of());
        assertThat(route("GET", "/" + type + "/")).isEqualTo(new Route.ListFiles(root, type));
        assertThat(route("GET", "/" + type + "/" + HEX)).isEqualTo(new Route.Read(root, FileName.of(type, ID)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://backup:8000/data/", "HTTPS://[::1]/data/", "http://u:p@host/data/?x=http://other/keys/"})
    void whatStandsBeforeThePathOfAnAbsoluteTargetIsIgnored(String target) {
        assertThat(route("GET", target)).isEqualTo(new Route.ListFiles(new RepoPath(List.of()), FileType.DATA));
    }

    @Test
    void theConfigIsAFileLikeAnyOther() {
        RepoPath root = new RepoPath(List.of());
        assertThat(route("GET", "/config")).isEqualTo(new Route.Read(root, FileName.config()));
        assertThat(route("POST", "/config")).isEqualTo(new Route.Save(root, FileName.config()));
        assertThat(route("DELETE", "/config")).isEqualTo(new Route.Delete(root, FileName.config()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/?x=1", "/data/?create=true", "/data/?", "/data/?a?b/c&%00%zz"})
    void anUnknownQueryIsIgnored(String target) {
        assertThat(route("GET", target)).isEqualTo(new Route.ListFiles(new RepoPath(List.of()), FileType.DATA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?create=true", "/?x=1&create=true", "/?create=true&create=false", "/?&create=true&"})
    void exactlyTrueCreates(String target) {
        assertThat(route("POST", target)).isInstanceOf(Route.Create.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?",
                "/?create",
                "/?create=",
                "/?create=TRUE",
                "/?create=True",
                "/?create=1",
                "/?create=false",
                "/?create=false&create=true",
                "/?create&create=true",
                "/?Create=true",
                "/?createx=true",
                "/?create=true;x"
            })
    void anythingElseDoesNotCreate(String target) {
        assertThat(refusal("POST", target).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /data/?create=true, GET",
        "POST, /foo/locks/?create=true, GET",
        "HEAD, /data/, GET",
        "DELETE, /data/, GET",
        "GET, /Data/, POST",
        "GET, /, POST",
        "HEAD, /a/b/, POST",
        "DELETE, /a/, POST",
        "OPTIONS, /, POST",
        "PUT, /config, 'HEAD, GET, POST, DELETE'",
        "get, /config, 'HEAD, GET, POST, DELETE'",
        "PATCH, /data/" + HEX + ", 'HEAD, GET, POST, DELETE'",
        "OPTIONS, /a/b/keys/" + HEX + ", 'HEAD, GET, POST, DELETE'"
    })
    void aMethodThatDoesNotApplyIsToldWhichOnesDo(String method, String target, String allow) {
        Refusal refusal = refusal(method, target);
        assertThat(refusal.status()).isEqualTo(405);
        assertThat(refusal.header()).contains(new Refusal.Header("Allow", allow));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/b/c/config",
                "/a/b/c/?create=true",
                "/a/b/c/data/",
                "/a/b/c/d/e/f/g/",
                "/a?create=true",
                "/a",
                "/data",
                "/data/" + HEX + "/",
                "/data/" + HEX + "/x",
                "/config/",
                "/config/?create=true",
                "/config/x",
                "/config/data/",
                "/data/ab/",
                "/data/ab/" + HEX,
                "/data/keys/",
                "/x/data",
                "/..",
                "/."
            })
    void anAddressThatNamesNothingIsNotFound(String target) {
        assertThat(refusal("POST", target).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7",
                HEX + "0",
                "00FF10E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B78",
                HEX + ";v=1",
                HEX + "%00",
                "%30" + "0ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b78",
                HEX + ".rest-server-temp1",
                "..",
                "config"
            })
    void whatIsNoIdIsNotFound(String id) {
        assertThat(refusal("GET", "/data/" + id).status()).isEqualTo(404);
        assertThat(refusal("POST", "/a/b/data/" + id).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "//data/",
                "/a//config",
                "/./config",
                "/../config",
                "/a/../config",
                "/%2e%2e/config",
                "/%2E/config",
                "/data%2f" + HEX + "/config",
                "/x%2fy/config",
                "/x%2Fy/config",
                "/x%5cy/config",
                "/x\\y/config",
                "/a%00/config",
                "/a%0a/config",
                "/%01/config",
                "/a%7f/config",
                "/a%c2%85/config",
                "/%/config",
                "/%4/config",
                "/%zz/config",
                "/%+1/config",
                "/%ff/config",
                "/%c3/config",
                "/%c0%af/config",
                "/%ed%a0%80/config",
                "/%\uff14\uff11/config",
                "/B\u00fcro/config"
            })
    void aSegmentThatNoFolderCanHaveIsABadRequest(String target) {
        assertThat(refusal("GET", target).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.hidden/config",
                "/.htpasswd/config",
                "/.packhouse/config",
                "/%2ehtpasswd/config",
                "/.../config",
                "/%64ata/config",
                "/a/%63onfig/config",
                "/data%2f" + HEX
            })
    void aNameThatIsReservedIsNotFound(String target) {
        assertThat(refusal("GET", target).status()).isEqualTo(404);
    }

    @Test
    void aFolderIsMeasuredInBytesAfterDecoding() {
        String longest = "%c3%bc".repeat(127) + "a";
        assertThat(route("GET", "/" + longest + "/" + longest + "/data/" + HEX + "?" + "q".repeat(1000)))
                .isInstanceOf(Route.Read.class);
        assertThat(refusal("GET", "/" + longest + "a/config").status()).isEqualTo(404);
    }

    @Test
    void anAddressBeyondTheLimitIsNotLookedAt() {
        String query = "q".repeat(RouteParser.MAX_TARGET_BYTES - "/config?".length());
        assertThat(route("GET", "/config?" + query)).isInstanceOf(Route.Read.class);
        assertThat(refusal("GET", "/config?q" + query).status()).isEqualTo(414);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "config", "data/", "host:80", "?create=true", "\\config"})
    void whatIsNoPathIsABadRequest(String target) {
        assertThat(refusal("GET", target).status()).isEqualTo(400);
    }

    private static Route route(String method, String target) {
        assertThat(RouteParser.parse(method, target)).isInstanceOf(RouteParser.Understood.class);
        return ((RouteParser.Understood) RouteParser.parse(method, target)).route();
    }

    private static Refusal refusal(String method, String target) {
        assertThat(RouteParser.parse(method, target)).isInstanceOf(RouteParser.Refused.class);
        return ((RouteParser.Refused) RouteParser.parse(method, target)).refusal();
    }
}
