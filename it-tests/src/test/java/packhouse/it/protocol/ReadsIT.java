package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.Upload;

/** Sections 6.4 and 6.5: existence, size and content, whole and in parts. */
class ReadsIT {

    private static final Upload FILE = Upload.of("hello world");

    @RegisterExtension
    static final Served SERVER = Served.with("--no-auth");

    private static String stored(String name, Upload file) {
        String repository = SERVER.repository(name);
        SERVER.store(repository, "data", file);
        return repository + file.in("data");
    }

    private static RawHttp.Answer get(String target, String headers) throws IOException {
        return RawHttp.ask(SERVER.port(), "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "index", "keys", "locks", "snapshots"})
    void headGivesTheExactSizeAndIgnoresRanges(String type) {
        String repository = SERVER.repository("head");
        SERVER.store(repository, type, FILE);

        SERVER.request().head(repository + FILE.in(type)).then().statusCode(200).header("Content-Length", "11");
        SERVER.request()
                .header("Range", "bytes=0-4")
                .head(repository + FILE.in(type))
                .then()
                .statusCode(200)
                .header("Content-Length", "11");
        SERVER.request()
                .header("Range", "bytes=100-")
                .head(repository + FILE.in(type))
                .then()
                .statusCode(200);
        SERVER.request().head(repository + Upload.of("missing").in(type)).then().statusCode(404);
    }

    @Test
    void withoutARangeTheWholeFileIsSent() throws IOException {
        RawHttp.Answer answer = get(stored("whole", FILE), "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Accept-Ranges")).hasValue("bytes");
        assertThat(answer.header("Content-Length")).hasValue("11");
        assertThat(answer.header("Content-Type")).hasValue("application/octet-stream");
        assertThat(answer.text()).isEqualTo("hello world");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-,0,10",
        "bytes=0-4,0,4",
        "bytes=6-,6,10",
        "bytes=5-5,5,5",
        "bytes=10-10,10,10",
        "bytes=0-100,0,10",
        "bytes=3-99999999999999999999,3,10",
        "bytes=-5,6,10",
        "bytes=-500,0,10",
        "bytes= 0-4,0,4",
        "BYTES=0-4,0,4",
    })
    void aRangeIsAnsweredWithExactlyItsBytes(String range, int first, int last) throws IOException {
        RawHttp.Answer answer = get(stored("ranges", FILE), "Range: " + range + "\r\n");

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.header("Content-Range")).hasValue("bytes " + first + "-" + last + "/11");
        assertThat(answer.header("Content-Length")).hasValue(Integer.toString(last - first + 1));
        assertThat(answer.header("Accept-Ranges")).hasValue("bytes");
        assertThat(answer.body()).isEqualTo(FILE.part(first, last + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=11-", "bytes=11-11", "bytes=100-200", "bytes=99999999999999999999-", "bytes=-0"})
    void aRangeOutsideOfTheFileCannotBeSatisfied(String range) throws IOException {
        RawHttp.Answer answer = get(stored("outside", FILE), "Range: " + range + "\r\n");

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).hasValue("bytes */11");
        assertThat(answer.text()).isEqualTo("Requested Range Not Satisfiable\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=5-2",
                "bytes=abc",
                "items=0-3",
                "bytes=",
                "bytes=-",
                "bytes",
                "bytes=0-1,3-4",
                "bytes=0-10,0-10",
                "bytes=1e1-",
                "bytes=0x1-2",
                "bytes=--5"
            })
    void aRangeThatMeansNothingIsIgnored(String range) throws IOException {
        RawHttp.Answer answer = get(stored("nonsense", FILE), "Range: " + range + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("hello world");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=0-5", "bytes=-5", "bytes=7-"})
    void anyRangeOfAnEmptyFileIsTheWholeOfIt(String range) throws IOException {
        RawHttp.Answer answer = get(stored("empty", Upload.of("")), "Range: " + range + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).hasValue("0");
    }

    @Test
    void ifRangeNeverMatchesSoTheWholeFileIsSent() throws IOException {
        RawHttp.Answer answer = get(stored("ifrange", FILE), "Range: bytes=0-4\r\nIf-Range: \"x\"\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("hello world");
    }

    @Test
    void validatorsThatNobodySentAreNotLookedAt() throws IOException {
        String target = stored("validators", FILE);
        for (String header : Set.of("If-None-Match: \"x\"", "If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT")) {
            assertThat(get(target, header + "\r\n").status()).as(header).isEqualTo(200);
        }
    }

    @Test
    void aLargeFileComesWholeAndInParts() throws IOException {
        Upload large = Upload.random(3, 20_000_003);
        String target = stored("large", large);

        assertThat(get(target, "").body()).isEqualTo(large.bytes());
        assertThat(get(target, "Range: bytes=9999999-10000998\r\n").body())
                .isEqualTo(large.part(9_999_999, 10_000_999));
        assertThat(get(target, "Range: bytes=-1000000\r\n").body()).isEqualTo(large.part(19_000_003, 20_000_003));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "index", "keys", "locks", "snapshots"})
    void whatIsNotThereIsNotFound(String type) {
        String repository = SERVER.repository("absent");
        String file = Upload.of("missing").in(type);

        SERVER.request().get(repository + file).then().statusCode(404);
        SERVER.request()
                .header("Range", "bytes=0-")
                .get(repository + file)
                .then()
                .statusCode(404);
        SERVER.request().get("/norepository/" + file).then().statusCode(404);
        SERVER.request().head("/norepository/" + file).then().statusCode(404);
    }

    @Test
    void aDirectoryWithTheNameOfAFileIsNone() throws IOException {
        String repository = SERVER.repository("directory");
        Files.createDirectory(SERVER.onDisk(repository, FILE.onDisk("data")));

        SERVER.request().head(repository + FILE.in("data")).then().statusCode(404);
        SERVER.request().get(repository + FILE.in("data")).then().statusCode(404);
    }

    @Test
    void aFileThatCannotBeReadIsTheServersTroubleNeverAbsence() throws IOException {
        String repository = SERVER.repository("unreadable");
        Path file = SERVER.onDisk(repository, FILE.onDisk("snapshots"));
        Files.createSymbolicLink(file, file);

        SERVER.request().get(repository + FILE.in("snapshots")).then().statusCode(500);
        SERVER.request().head(repository + FILE.in("snapshots")).then().statusCode(500);
        SERVER.request().get(repository + "snapshots/").then().statusCode(500);
    }

    @Test
    void aFileThatBecomesShorterWhileItIsSentBreaksTheConnectionOff() throws IOException {
        Upload large = Upload.random(4, 48_000_000);
        String target = stored("shrinking", large);
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            http.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").first(1000);
            try (FileChannel file = FileChannel.open(
                    SERVER.directory().resolve("shrinking").resolve(large.onDisk("data")), StandardOpenOption.WRITE)) {
                file.truncate(1_000_000);
            }
            assertThat(http.rest().length).isLessThan(47_000_000);
        }
        SERVER.request().get(SERVER.repository("shrinking") + "keys/").then().statusCode(200);
    }

    @Test
    void whatOthersAppendIsServed() throws IOException {
        String repository = SERVER.repository("growing");
        SERVER.store(repository, "index", FILE);
        try (FileChannel file =
                FileChannel.open(SERVER.onDisk(repository, FILE.onDisk("index")), StandardOpenOption.APPEND)) {
            file.write(ByteBuffer.wrap(new byte[9]));
        }

        SERVER.request().head(repository + FILE.in("index")).then().header("Content-Length", "20");
        assertThat(get(repository + FILE.in("index"), "").body()).hasSize(20);
    }
}
