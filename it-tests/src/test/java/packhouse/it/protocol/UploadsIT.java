package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.Upload;

/** Section 6.6: storing files, whole or not at all. */
class UploadsIT {

    @RegisterExtension
    static final Served SERVER = Served.with("--no-auth");

    private static String head(String target, String headers) {
        return "POST " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
    }

    /** What arrived of a broken body is removed by a thread of its own, perhaps after the answer. */
    private static void nothingStays(String repository) {
        await().untilAsserted(() -> assertThat(SERVER.filesOnDisk(repository)).isEmpty());
    }

    private static RawHttp connect() throws IOException {
        return RawHttp.connect(SERVER.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "index", "keys", "locks", "snapshots"})
    void aFileThatHashesToItsNameIsStored(String type) throws IOException {
        String repository = SERVER.repository("new-" + type);
        Upload file = Upload.random(11, 300_000);

        SERVER.store(repository, type, file);

        assertThat(SERVER.request().get(repository + file.in(type)).asByteArray())
                .isEqualTo(file.bytes());
        assertThat(SERVER.filesOnDisk(repository)).containsExactly(file.onDisk(type));
        assertThat(Files.readAllBytes(SERVER.onDisk(repository, file.onDisk(type))))
                .isEqualTo(file.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "index", "keys", "locks", "snapshots"})
    void aFileThatHashesToSomethingElseIsRefused(String type) throws IOException {
        String repository = SERVER.repository("wrong-" + type);
        String target = repository + Upload.of("right").in(type);

        SERVER.request("wrong".getBytes(StandardCharsets.UTF_8))
                .post(target)
                .then()
                .statusCode(400);

        SERVER.request().head(target).then().statusCode(404);
        assertThat(SERVER.filesOnDisk(repository)).isEmpty();
    }

    @Test
    void aFileOfAnySizeIsTaken() throws IOException {
        String repository = SERVER.repository("large");
        Upload file = Upload.random(12, 70_000_001);

        SERVER.store(repository, "data", file);

        assertThat(Files.size(SERVER.onDisk(repository, file.onDisk("data")))).isEqualTo(file.size());
    }

    @Test
    void aChunkedFileIsTaken() throws IOException {
        String repository = SERVER.repository("chunked");
        Upload file = Upload.random(13, 10_000_000);
        try (RawHttp http = connect()) {
            http.send(head(repository + file.in("data"), "Transfer-Encoding: chunked\r\n"));
            for (int at = 0; at < file.size(); at += 33_333) {
                byte[] chunk = file.part(at, Math.min(file.size(), at + 33_333));
                http.send(Integer.toHexString(chunk.length).toUpperCase(Locale.ROOT) + "\r\n")
                        .send(chunk)
                        .send("\r\n");
            }
            assertThat(http.send("0\r\n\r\n").answer().status()).isEqualTo(200);
        }
        assertThat(SERVER.request().get(repository + file.in("data")).asByteArray())
                .isEqualTo(file.bytes());
    }

    @Test
    void anEmptyFileIsTakenUnderTheNameOfTheEmptyString() throws IOException {
        String repository = SERVER.repository("empty");
        Upload nothing = Upload.of("");

        try (RawHttp http = connect()) {
            http.send(head(repository + nothing.in("data"), "Content-Length: 0\r\n"));
            assertThat(http.answer().status()).isEqualTo(200);
            http.send(head(repository + nothing.in("keys"), "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
            http.send(head(repository + Upload.of("something").in("keys"), "Content-Length: 0\r\n"));
            assertThat(http.answer().status()).isEqualTo(400);
        }
        SERVER.request()
                .head(repository + nothing.in("data"))
                .then()
                .statusCode(200)
                .header("Content-Length", "0");
    }

    @Test
    void aBodyShorterThanAnnouncedIsNotStored() throws IOException {
        String repository = SERVER.repository("short");
        try (RawHttp http = connect()) {
            http.send(head(repository + Upload.of("half").in("data"), "Content-Length: 100\r\n") + "half")
                    .halfClose();
            assertThat(http.answer().status()).isEqualTo(400);
            assertThat(http.isEnded()).isTrue();
        }
        nothingStays(repository);
    }

    @Test
    void aBodyWhoseChunksAreCutOffIsNotStored() throws IOException {
        String repository = SERVER.repository("cut");
        try (RawHttp http = connect()) {
            http.send(head(repository + Upload.of("half").in("data"), "Transfer-Encoding: chunked\r\n")
                            + "4\r\nhalf\r\n")
                    .halfClose();
            assertThat(http.answer().status()).isEqualTo(400);
        }
        nothingStays(repository);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"xyz\r\nhalf\r\n0\r\n\r\n", "-4\r\nhalf\r\n0\r\n\r\n", "\r\n\r\n", "99999999999999999\r\nhalf"})
    void aBrokenChunkHeaderIsABadRequest(String body) throws IOException {
        String repository = SERVER.repository("broken" + Upload.of(body).id());
        try (RawHttp http = connect()) {
            http.send(head(repository + Upload.of("half").in("data"), "Transfer-Encoding: chunked\r\n") + body);
            assertThat(http.answer().status()).isEqualTo(400);
            assertThat(http.isEnded()).isTrue();
        }
        nothingStays(repository);
    }

    @Test
    void aBodyWithNeitherLengthNorChunksIsNone() throws IOException {
        String repository = SERVER.repository("nolength");
        RawHttp.Answer answer =
                RawHttp.ask(SERVER.port(), head(repository + Upload.of("x").in("data"), ""));

        assertThat(answer.status()).isEqualTo(411);
        assertThat(answer.text()).isEqualTo("Length Required\n");
    }

    @Test
    void aBodyBeyondAllFilesIsTooLarge() throws IOException {
        String repository = SERVER.repository("huge");
        RawHttp.Answer answer = RawHttp.ask(
                SERVER.port(), head(repository + Upload.of("x").in("data"), "Content-Length: 99999999999999999\r\n"));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void theSameFileAgainIsWelcome() throws IOException {
        String repository = SERVER.repository("again");
        Upload file = Upload.random(14, 100_000);
        SERVER.store(repository, "data", file);

        SERVER.store(repository, "data", file);

        assertThat(SERVER.filesOnDisk(repository)).containsExactly(file.onDisk("data"));
    }

    @Test
    void aWrongBodyIsRefusedWhetherOrNotTheNameIsTaken() throws IOException {
        String repository = SERVER.repository("taken");
        Upload file = Upload.of("the right content");
        SERVER.store(repository, "snapshots", file);

        SERVER.request("other content".getBytes(StandardCharsets.UTF_8))
                .post(repository + file.in("snapshots"))
                .then()
                .statusCode(400);

        assertThat(SERVER.request().get(repository + file.in("snapshots")).asByteArray())
                .isEqualTo(file.bytes());
    }

    @Test
    void aDamagedStoredCopyIsHealedByAVerifiedUpload() throws IOException {
        String repository = SERVER.repository("damaged");
        Upload file = Upload.random(15, 50_000);
        SERVER.store(repository, "data", file);
        byte[] damaged = file.bytes();
        damaged[777] ^= 1;
        Files.write(SERVER.onDisk(repository, file.onDisk("data")), damaged);

        SERVER.store(repository, "data", file);

        assertThat(SERVER.request().get(repository + file.in("data")).asByteArray())
                .isEqualTo(file.bytes());
        Files.write(SERVER.onDisk(repository, file.onDisk("data")), Arrays.copyOf(damaged, 10));
        SERVER.store(repository, "data", file);
        assertThat(SERVER.request().get(repository + file.in("data")).asByteArray())
                .isEqualTo(file.bytes());
    }

    @Test
    void twoUploadsOfOneFileAtOnceBothSucceed() throws Exception {
        String repository = SERVER.repository("both");
        Upload file = Upload.random(16, 2_000_000);
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                statuses.add(clients.submit(() -> SERVER.request(file.bytes())
                        .post(repository + file.in("data"))
                        .statusCode()));
            }
            for (Future<Integer> status : statuses) {
                assertThat(status.get()).isEqualTo(200);
            }
        } finally {
            clients.shutdown();
        }
        assertThat(SERVER.filesOnDisk(repository)).containsExactly(file.onDisk("data"));
    }

    @Test
    void anUploadThatIsGivenUpDoesNotHarmTheOneThatFinished() throws IOException {
        String repository = SERVER.repository("givenup");
        Upload file = Upload.random(17, 1_000_000);
        RawHttp slow = connect().send(head(repository + file.in("data"), "Content-Length: 1000000\r\n"));
        slow.send(file.part(0, 400_000));
        await().until(() -> !SERVER.filesOnDisk(repository).isEmpty());

        SERVER.store(repository, "data", file);
        slow.reset();

        await().untilAsserted(() -> assertThat(SERVER.filesOnDisk(repository)).containsExactly(file.onDisk("data")));
        assertThat(SERVER.request().get(repository + file.in("data")).asByteArray())
                .isEqualTo(file.bytes());
    }

    @Test
    void aDeleteWhileTheUploadIsInFlightHindersNeither() throws IOException {
        String repository = SERVER.repository("inflight");
        Upload file = Upload.random(18, 500_000);
        try (RawHttp upload = connect().send(head(repository + file.in("data"), "Content-Length: 500000\r\n"))) {
            upload.send(file.part(0, 200_000));
            await().until(() -> !SERVER.filesOnDisk(repository).isEmpty());
            SERVER.request().delete(repository + file.in("data")).then().statusCode(200);
            upload.send(file.part(200_000, 500_000));
            assertThat(upload.answer().status()).isEqualTo(200);
        }
        SERVER.request().head(repository + file.in("data")).then().statusCode(200);
    }

    @Test
    void nobodySeesAFileBeforeItIsWhole() throws IOException {
        String repository = SERVER.repository("partial");
        Upload file = Upload.random(19, 900_000);
        try (RawHttp upload = connect().send(head(repository + file.in("index"), "Content-Length: 900000\r\n"))) {
            upload.send(file.part(0, 899_999));
            await().until(() -> !SERVER.filesOnDisk(repository).isEmpty());
            SERVER.request().head(repository + file.in("index")).then().statusCode(404);
            SERVER.request().get(repository + file.in("index")).then().statusCode(404);
            assertThat(SERVER.list(repository, "index")).isEmpty();
            assertThat(upload.send(file.part(899_999, 900_000)).answer().status())
                    .isEqualTo(200);
        }
        assertThat(SERVER.list(repository, "index")).containsExactly(file.id());
    }

    @Test
    void troubleWithTheDiskIsTheServers() throws IOException {
        String repository = SERVER.repository("trouble");
        Upload file = Upload.of("no place for it");
        Files.delete(SERVER.onDisk(repository, "keys"));
        Files.writeString(SERVER.onDisk(repository, "keys"), "a file in the way");

        SERVER.request(file.bytes()).post(repository + file.in("keys")).then().statusCode(500);
    }
}
