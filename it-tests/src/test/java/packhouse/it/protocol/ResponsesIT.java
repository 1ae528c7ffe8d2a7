package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.Upload;

/** Section 5: what all answers have in common, down to the last header. */
class ResponsesIT {

    @RegisterExtension
    static final Served SERVER = Served.with("--no-auth");

    private static String request(String method, String target, String body) {
        return method + " " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void successOfCreateSaveAndDeleteIsExactly200AndEmpty() throws IOException {
        String text = "stored";
        String file = "/success/" + Upload.of(text).in("data");
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            for (String request : new String[] {
                request("POST", "/success/?create=true", ""),
                request("POST", "/success/?create=true", ""),
                request("POST", file, text),
                request("POST", file, text),
                request("DELETE", file, ""),
                request("DELETE", file, ""),
                request("POST", "/success/config", "config"),
                request("DELETE", "/success/config", "")
            }) {
                RawHttp.Answer answer = http.send(request).answer();
                assertThat(answer.status()).as(request).isEqualTo(200);
                assertThat(answer.phrase()).isEqualTo("OK");
                assertThat(answer.header("Content-Length")).hasValue("0");
                assertThat(answer.headers()).containsOnlyKeys("Content-Length", "Date");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nothing/config,404,Not Found",
        "GET,/nothing/data/,404,Not Found",
        "GET,/a/b/c/d/config,404,Not Found",
        "POST,/nothing/?create=1,400,Bad Request",
        "GET,//config,400,Bad Request",
        "PUT,/nothing/config,405,Method Not Allowed",
    })
    void anErrorIsItsPhraseInPlainText(String method, String target, int status, String phrase) throws IOException {
        RawHttp.Answer answer = RawHttp.ask(SERVER.port(), request(method, target, ""));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo(phrase + "\n");
        assertThat(answer.header("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        status == 405
                                ? List.of("Allow", "Content-Length", "Content-Type", "Date", "X-Content-Type-Options")
                                : List.of("Content-Length", "Content-Type", "Date", "X-Content-Type-Options"));
    }

    @Test
    void headHasTheStatusOfGetAndNoBody() throws IOException {
        String repository = SERVER.repository("head");
        Upload file = Upload.of("eleven long");
        SERVER.store(repository, "snapshots", file);
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            for (String target : new String[] {
                repository + file.in("snapshots"),
                repository + Upload.of("missing").in("snapshots"),
                repository + "config",
                "//",
                "/a/b/c/config"
            }) {
                RawHttp.Answer get = http.send(request("GET", target, "")).answer();
                RawHttp.Answer head = http.send(request("HEAD", target, "")).answerToHead();
                assertThat(head.status()).as(target).isEqualTo(get.status());
                assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
            }
        }
    }

    @Test
    void theAnswersToReadsHaveTheseHeadersAndNoOthers() throws IOException {
        String repository = SERVER.repository("headers");
        Upload file = Upload.of("<html>eleven");
        SERVER.store(repository, "data", file);
        String target = repository + file.in("data");
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            RawHttp.Answer whole = http.send(request("GET", target, "")).answer();
            assertThat(whole.headers())
                    .containsOnlyKeys(
                            "Accept-Ranges", "Content-Length", "Content-Type", "Date", "X-Content-Type-Options");
            assertThat(whole.header("Content-Type")).hasValue("application/octet-stream");
            assertThat(whole.header("X-Content-Type-Options")).hasValue("nosniff");
            RawHttp.Answer head = http.send(request("HEAD", target, "")).answerToHead();
            assertThat(head.headers()).containsOnlyKeys("Content-Length", "Date");
            RawHttp.Answer list =
                    http.send(request("GET", repository + "data/", "")).answer();
            assertThat(list.headers()).containsOnlyKeys("Content-Length", "Content-Type", "Date");
        }
    }
}
