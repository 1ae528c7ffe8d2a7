package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.UserFile;

/** Section 4: HTTP Basic against an htpasswd file. */
class LoginIT {

    private static final String FILE = "# people\n\n"
            + UserFile.line("alice", "correct horse")
            + "  " + UserFile.line("indented", "i")
            + UserFile.shaLine("sha", "battery")
            + UserFile.line("twice", "first")
            + UserFile.line("twice", "second")
            + UserFile.line("jörg@host_1.example-x", "ü")
            + "plain:plain\nempty:\nno colon\nbad name:x\n"
            + "apr:$apr1$abcdefgh$vLr6fGEUzuN2UDQ2eyzKA1\n"
            + "colon:" + UserFile.line("", "a:b").substring(1);

    @RegisterExtension
    static final Served SERVER = Served.over(directory -> Files.writeString(directory.resolve(".htpasswd"), FILE));

    private static int status(String authorization) {
        return SERVER.request()
                .header("Authorization", authorization)
                .get("/config")
                .statusCode();
    }

    @ParameterizedTest
    @CsvSource({
        "alice,correct horse",
        "indented,i",
        "sha,battery",
        "twice,second",
        "jörg@host_1.example-x,ü",
        "colon,a:b",
    })
    void whoKnowsThePasswordComesIn(String user, String password) {
        assertThat(status(UserFile.basic(user, password))).isEqualTo(404);
        assertThat(status(UserFile.basic(user, password))).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"alice,wrong", "twice,first", "nobody,any", "plain,plain", "empty,''", "apr,secret", "'',''"})
    void whoDoesNotStaysOutside(String user, String password) {
        assertThat(status(UserFile.basic(user, password))).isEqualTo(401);
    }

    @Test
    void theSchemeIsNamedInAnyCase() {
        String credentials = UserFile.basic("alice", "correct horse").substring("Basic".length());

        assertThat(status("basic" + credentials)).isEqualTo(404);
        assertThat(status("BASIC" + credentials)).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer abc",
                "Digest username=\"alice\"",
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic YWxpY2U=",
                "Basic Og==",
                ""
            })
    void anyOtherCredentialsAreNone(String authorization) {
        assertThat(status(authorization)).isEqualTo(401);
    }

    @Test
    void theAnswerAsksForALogin() throws IOException {
        RawHttp.Answer answer = RawHttp.ask(SERVER.port(), "GET /config HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").orElseThrow()).startsWith("Basic realm=\"");
        assertThat(answer.header("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(answer.text()).isEqualTo("Unauthorized\n");
    }

    @Test
    void theLoginComesBeforeThePath() {
        for (String target : new String[] {"/a/b/c/d", "/data", "/.htpasswd", "/x%2fy/"}) {
            SERVER.request().get(target).then().statusCode(401).header("WWW-Authenticate", startsWith("Basic"));
        }
    }

    @Test
    void aFailedLoginIsLoggedWithItsAddressAndWithoutItsPassword() {
        status(UserFile.basic("mallory", "hunter2hunter2"));

        await().until(() -> SERVER.process().log().stream()
                .anyMatch(line -> line.contains("mallory") && line.contains("127.0.0.1")));
        String secret = Base64.getEncoder().encodeToString("mallory:hunter2hunter2".getBytes(StandardCharsets.UTF_8));
        assertThat(SERVER.process().log()).noneMatch(line -> line.contains("hunter2") || line.contains(secret));
    }

    @Test
    void theUserFileIsNeverServed() {
        SERVER.request()
                .header("Authorization", UserFile.basic("alice", "correct horse"))
                .get("/.htpasswd")
                .then()
                .statusCode(404);
    }
}
