package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.Upload;
import packhouse.it.support.UserFile;

/** Section 3: an answer that comes before the body is over reaches the client, and a body that was not asked for stays away. */
class EarlyAnswersIT {

    private static final int MIB = 1 << 20;
    private static final String ID = Upload.of("refused early").id();

    @RegisterExtension
    static final Served SERVER = Served.over(
            directory -> Files.writeString(directory.resolve(".htpasswd"), UserFile.line("alice", "secret")),
            "--private-repos",
            "--append-only",
            "--max-size",
            Integer.toString(8 * MIB));

    @BeforeAll
    static void create() throws IOException {
        assertThat(RawHttp.ask(
                                SERVER.port(),
                                "POST /alice/?create=true HTTP/1.1\r\nHost: x\r\n" + login("alice", "secret")
                                        + "Content-Length: 0\r\n\r\n")
                        .status())
                .isEqualTo(200);
        // Until the server has counted what it has, it takes nothing because of the quota.
        await().until(() -> postNothing() == 200);
    }

    private static int postNothing() throws IOException {
        return RawHttp.ask(
                        SERVER.port(),
                        head("POST", "/alice/" + Upload.of("").in("keys"), "alice", "Content-Length: 0\r\n"))
                .status();
    }

    private static String login(String user, String password) {
        return "Authorization: " + UserFile.basic(user, password) + "\r\n";
    }

    private static String head(String method, String target, String user, String more) {
        return method + " " + target + " HTTP/1.1\r\nHost: x\r\n" + (user.isEmpty() ? "" : login(user, "secret")) + more
                + "\r\n";
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/alice/data/,'',401",
        "POST,/alice/data/ID,'',401",
        "POST,/bob/data/ID,alice,403",
        "POST,/alice/nowhere/at/all/ID,alice,404",
        "POST,/alice/data/ID0,alice,404",
        "POST,/alice/data/ID,alice,507",
        "PUT,/alice/data/ID,alice,405",
        "DELETE,/alice/data/ID,alice,403",
    })
    void noBodyIsAskedForThatWillBeRefused(String method, String target, String user, int status) throws IOException {
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            http.send(head(
                    method,
                    target.replace("ID", ID),
                    user,
                    "Expect: 100-continue\r\nContent-Length: " + 64 * MIB + "\r\n"));
            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("Connection")).hasValue("close");
        }
    }

    @Test
    void aBodyThatIsWantedIsAskedFor() throws IOException {
        String text = "asked for";
        Upload file = Upload.of(text);
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            http.send(head(
                    "POST",
                    "/alice/" + file.in("keys"),
                    "alice",
                    "Expect: 100-continue\r\nContent-Length: " + text.length() + "\r\n"));
            assertThat(http.answer().status()).isEqualTo(100);
            assertThat(http.send(text).answer().status()).isEqualTo(200);
            http.send(head(
                    "POST",
                    "/alice/" + file.in("keys"),
                    "alice",
                    "Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n"));
            assertThat(http.answer().status()).isEqualTo(100);
            assertThat(http.send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n0\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/alice/data/ID,'',401",
        "POST,/bob/data/ID,alice,403",
        "POST,/alice/data/ID0,alice,404",
        "POST,/alice/data/ID,alice,507",
        "PUT,/alice/data/ID,alice,405",
        "DELETE,/alice/data/ID,alice,403",
        "POST,/alice/?create=false,alice,400",
    })
    void aRefusalIsSeenEvenByAClientThatFirstSendsSixtyFourMebibytes(
            String method, String target, String user, int status) throws IOException {
        byte[] piece = new byte[MIB];
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            http.send(head(method, target.replace("ID", ID), user, "Content-Length: " + 64 * MIB + "\r\n"));
            for (int i = 0; i < 64; i++) {
                http.send(piece);
            }
            assertThat(http.answer().status()).isEqualTo(status);
            assertThat(http.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"/bob/data/ID,403", "/alice/data/ID,507"})
    void theSameHoldsForChunks(String target, int status) throws IOException {
        byte[] piece = new byte[MIB];
        String size = Integer.toHexString(MIB).toUpperCase(Locale.ROOT) + "\r\n";
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            http.send(head("POST", target.replace("ID", ID), "alice", "Transfer-Encoding: chunked\r\n"));
            for (int i = 0; i < 40; i++) {
                http.send(size).send(piece).send("\r\n");
            }
            http.send("0\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(status);
        }
    }
}
