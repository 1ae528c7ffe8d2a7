package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.Upload;

/** Section 3: versions, framing, connections, and requests that are none; all on a raw socket. */
class TransportIT {

    @RegisterExtension
    static final Served SERVER = Served.with("--no-auth");

    private static RawHttp connect() throws IOException {
        return RawHttp.connect(SERVER.port());
    }

    private static String post(String target, String headers, String body) {
        return "POST " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body;
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static String chunked(String... chunks) {
        StringBuilder body = new StringBuilder();
        for (String chunk : chunks) {
            body.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return body.append("0\r\n\r\n").toString();
    }

    @Test
    void http10IsAnsweredWithoutHostAndClosed() throws IOException {
        try (RawHttp http = connect()) {
            RawHttp.Answer answer = http.send("GET /config HTTP/1.0\r\n\r\n").answer();
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("Connection")).hasValue("close");
            assertThat(http.isEnded()).isTrue();
        }
    }

    @Test
    void http10IsKeptAliveIfItAsks() throws IOException {
        String request = "GET /config HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
        try (RawHttp http = connect()) {
            assertThat(http.send(request).answer().header("Connection")).hasValue("keep-alive");
            assertThat(http.send(request).answer().status()).isEqualTo(404);
        }
    }

    @Test
    void http2WithoutTlsIsNotSpoken() throws IOException {
        assertThat(RawHttp.ask(SERVER.port(), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
                        .status())
                .isEqualTo(400);
        RawHttp.Answer stays = RawHttp.ask(
                SERVER.port(),
                "GET /config HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
        assertThat(stays.status()).isEqualTo(404);
    }

    @Test
    void aConnectionServesManyRequests() throws IOException {
        String repository = SERVER.repository("alive");
        try (RawHttp http = connect()) {
            for (int i = 0; i < 50; i++) {
                assertThat(http.send(get(repository + "keys/")).answer().text()).isEqualTo("[]");
            }
        }
    }

    @Test
    void aConnectionIsClosedIfTheClientWantsIt() throws IOException {
        String repository = SERVER.repository("closing");
        try (RawHttp http = connect()) {
            RawHttp.Answer answer = http.send(
                            "GET " + repository + "keys/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Connection")).hasValue("close");
            assertThat(http.isEnded()).isTrue();
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
        String repository = SERVER.repository("pipeline");
        StringBuilder requests = new StringBuilder();
        List<Upload> files = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Upload file = Upload.of("file number " + i);
            files.add(file);
            String target = repository + file.in("index");
            String text = "file number " + i;
            requests.append(get(target));
            requests.append(post(target, "Content-Length: " + text.length() + "\r\n", text));
            requests.append(post(target, "Transfer-Encoding: chunked\r\n", chunked(text)));
            requests.append(get(target));
        }
        try (RawHttp http = connect()) {
            http.send(requests.toString());
            for (Upload file : files) {
                assertThat(http.answer().status()).isEqualTo(404);
                assertThat(http.answer().status()).isEqualTo(200);
                assertThat(http.answer().status()).isEqualTo(200);
                assertThat(http.answer().body()).isEqualTo(file.bytes());
            }
        }
    }

    @Test
    void pipelinedRequestsBeforeAHalfCloseAreAllAnswered() throws IOException {
        String repository = SERVER.repository("pipehalf");
        Upload file = Upload.of("one of many");
        String save = post(repository + file.in("data"), "Content-Length: 11\r\n", "one of many");
        try (RawHttp http = connect()) {
            http.send((save + get(repository + file.in("data"))).repeat(20)).halfClose();
            for (int i = 0; i < 20; i++) {
                assertThat(http.answer().status()).isEqualTo(200);
                assertThat(http.answer().text()).isEqualTo("one of many");
            }
            assertThat(http.isEnded()).isTrue();
        }
    }

    @Test
    void aRequestMayArriveByteByByte() throws IOException {
        String repository = SERVER.repository("drip");
        String text = "slow but moving";
        Upload file = Upload.of(text);
        String request = post(repository + file.in("data"), "Content-Length: " + text.length() + "\r\n", text);
        try (RawHttp http = connect()) {
            for (int i = 0; i < request.length(); i++) {
                http.send(request.substring(i, i + 1));
            }
            assertThat(http.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatHalfClosedStillGetsItsAnswer() throws IOException {
        String repository = SERVER.repository("half");
        Upload file = Upload.random(1, 3_000_000);
        SERVER.store(repository, "data", file);
        try (RawHttp http = connect()) {
            http.send(get(repository + file.in("data"))).halfClose();
            assertThat(http.answer().body()).isEqualTo(file.bytes());
            assertThat(http.isEnded()).isTrue();
        }
        String text = "sent, then half closed";
        try (RawHttp http = connect()) {
            http.send(post(repository + Upload.of(text).in("keys"), "Content-Length: " + text.length() + "\r\n", text))
                    .halfClose();
            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.isEnded()).isTrue();
        }
    }

    @Test
    void chunksMayHaveExtensionsAndTrailers() throws IOException {
        String repository = SERVER.repository("chunks");
        Upload file = Upload.of("hello world");
        try (RawHttp http = connect()) {
            http.send(post(
                    repository + file.in("data"),
                    "Transfer-Encoding: Chunked\r\n",
                    "5;name=value\r\nhello\r\n006\r\n world\r\n0\r\nX-Trailer: yes\r\n\r\n"));
            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.send(get(repository + file.in("data"))).answer().text())
                    .isEqualTo("hello world");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /config HTTP/1.1\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "POST /config HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST /config HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 2\r\n\r\nab",
                "POST /config HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /config HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na",
                "POST /config HTTP/1.1\r\nHost: x\r\nContent-Length: 0x1\r\n\r\na",
                "POST /config HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\na",
                "POST /config HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /config HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
                "POST /config HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST /config HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost : x\r\n\r\n",
                "GET /config HTTP/1.1\r\nHost: x\r\nno colon here\r\n\r\n",
                "GET /config\r\nHost: x\r\n\r\n",
                "GET  /config  HTTP/x.y\r\nHost: x\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
            })
    void anAmbiguousOrUnreadableRequestIsRefusedAndItsConnectionClosed(String request) throws IOException {
        try (RawHttp http = connect()) {
            RawHttp.Answer answer = http.send(request).answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Connection")).hasValue("close");
            assertThat(http.isEnded()).isTrue();
        }
    }

    @Test
    void nothingOfARefusedBodyIsTakenForARequest() throws IOException {
        SERVER.repository("smuggled");
        String hidden = "DELETE /smuggled/config HTTP/1.1\r\nHost: x\r\n\r\n";
        try (RawHttp http = connect()) {
            http.send("POST /config HTTP/1.1\r\nHost: x\r\nContent-Length: " + hidden.length()
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n" + hidden);
            assertThat(http.answer().status()).isEqualTo(400);
            assertThat(http.rest()).isEmpty();
        }
    }

    @Test
    void headersOfSixteenKibibytesAreTaken() throws IOException {
        assertThat(RawHttp.ask(
                                SERVER.port(),
                                "GET /config HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(16 * 1024) + "\r\n\r\n")
                        .status())
                .isEqualTo(404);
        StringBuilder many = new StringBuilder("GET /config HTTP/1.1\r\nHost: x\r\n");
        for (int i = 0; i < 400; i++) {
            many.append("X-Header-")
                    .append(i)
                    .append(": ")
                    .append("y".repeat(25))
                    .append("\r\n");
        }
        assertThat(RawHttp.ask(SERVER.port(), many + "\r\n").status()).isEqualTo(404);
    }

    @Test
    void headersBeyondThirtyTwoKibibytesAreTooLarge() throws IOException {
        try (RawHttp http = connect()) {
            http.send("GET /config HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(40 * 1024) + "\r\n\r\n");
            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.text()).isEqualTo("Request Header Fields Too Large\n");
            assertThat(http.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "OPTIONS", "TRACE", "get", "post", "delete", "Head", "PROPFIND", "X"})
    void aMethodThatMeansNothingHereIsNotAllowed(String method) throws IOException {
        for (Map.Entry<String, String> address : Map.of(
                        "/config",
                        "HEAD, GET, POST, DELETE",
                        "/data/",
                        "GET",
                        "/",
                        "POST",
                        "/" + Upload.of("any").in("locks"),
                        "HEAD, GET, POST, DELETE")
                .entrySet()) {
            RawHttp.Answer answer = RawHttp.ask(
                    SERVER.port(),
                    method + " " + address.getKey() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).hasValue(address.getValue());
        }
    }

    @Test
    void theServerNamesNoSoftware() throws IOException {
        RawHttp.Answer answer = RawHttp.ask(SERVER.port(), get("/config"));

        assertThat(answer.headers()).doesNotContainKey("Server").containsKey("Date");
        assertThat(answer.header("Date").orElseThrow())
                .matches("(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
    }

    @Test
    void aResetInTheMiddleOfAnUploadLeavesNothing() throws IOException {
        String repository = SERVER.repository("reset");
        Upload file = Upload.random(2, 1_000_000);
        RawHttp http = connect();
        http.send(post(repository + file.in("data"), "Content-Length: 1000000\r\n", ""));
        http.send(file.part(0, 500_000));
        await().until(() -> !SERVER.filesOnDisk(repository).isEmpty());

        http.reset();

        await().until(() -> SERVER.filesOnDisk(repository).isEmpty());
        assertThat(SERVER.list(repository, "data")).isEmpty();
    }

    @Test
    void methodsThatNeedNoBodyMayHaveASmallOne() throws IOException {
        String repository = SERVER.repository("bodies");
        try (RawHttp http = connect()) {
            for (String method : Set.of("GET", "DELETE")) {
                http.send(method + " " + repository + Upload.of("none").in("keys")
                        + " HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody");
                assertThat(http.answer().status()).isEqualTo(method.equals("GET") ? 404 : 200);
            }
            assertThat(http.send(post(repository + "?create=true", "Transfer-Encoding: chunked\r\n", chunked("body")))
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
    }
}
