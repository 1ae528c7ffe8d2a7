package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.Upload;

/** Section 11: with {@code --max-size} all repositories together hold so many bytes, exactly. Each test leaves nothing stored. */
class QuotaIT {

    private static final int MAX = 1_000_000;
    private static final List<String> TYPES = List.of("data", "index", "keys", "locks", "snapshots");

    @RegisterExtension
    static final Served SERVER = Served.with("--no-auth", "--max-size", Integer.toString(MAX));

    private String repository = "/";

    /** Until the server has counted what it has, which it does in the first second unless the machine is busy, it takes nothing. */
    @BeforeAll
    static void awaitCount() throws IOException {
        String counted = SERVER.repository("counted");
        Upload empty = Upload.of("");
        await().untilAsserted(() ->
                assertThat(post(empty, counted + empty.in("keys"))).isEqualTo(200));
        SERVER.request().delete(counted + empty.in("keys")).then().statusCode(200);
    }

    @BeforeEach
    void create() {
        repository = SERVER.repository("quota");
    }

    @AfterEach
    void empty() {
        for (String type : TYPES) {
            for (String id : SERVER.list(repository, type)) {
                SERVER.request().delete(repository + type + "/" + id).then().statusCode(200);
            }
        }
        SERVER.request().delete(repository + "config").then().statusCode(200);
    }

    private int post(String type, Upload file) throws IOException {
        return post(file, repository + file.in(type));
    }

    private static int post(Upload file, String target) throws IOException {
        return post(SERVER.port(), file, target);
    }

    private static int post(int port, Upload file, String target) throws IOException {
        try (RawHttp http = RawHttp.connect(port)) {
            http.send("POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + file.size() + "\r\n\r\n")
                    .send(file.bytes());
            return http.answer().status();
        }
    }

    private int postUnderWrongName(Upload file) throws IOException {
        return post(file, repository + Upload.of("wrong hash").in("data"));
    }

    private int postChunked(String type, Upload file) throws IOException {
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            http.send("POST " + repository + file.in(type)
                    + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            http.send(Integer.toHexString(file.size()) + "\r\n")
                    .send(file.bytes())
                    .send("\r\n0\r\n\r\n");
            return http.answer().status();
        }
    }

    @Test
    void theLastByteFitsAndNotOneMore() throws IOException {
        assertThat(post("data", Upload.random(1, MAX - 10))).isEqualTo(200);
        assertThat(post("data", Upload.random(2, 11))).isEqualTo(507);
        assertThat(postChunked("data", Upload.random(2, 11))).isEqualTo(507);
        assertThat(post("data", Upload.random(3, 10))).isEqualTo(200);
        assertThat(post("index", Upload.random(4, 1))).isEqualTo(507);
        assertThat(postChunked("index", Upload.random(4, 1))).isEqualTo(507);
        assertThat(SERVER.list(repository, "index")).isEmpty();
    }

    @Test
    void aRefusalNamesTheQuotaAndLeavesNothing() throws IOException {
        Upload file = Upload.random(5, MAX + 1);
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            http.send("POST " + repository + file.in("data") + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + file.size()
                            + "\r\n\r\n")
                    .send(file.bytes());
            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(507);
            assertThat(answer.phrase()).contains(Integer.toString(MAX));
            assertThat(answer.text()).isEqualTo("Insufficient Storage\n");
        }
        assertThat(SERVER.filesOnDisk(repository)).isEmpty();
        assertThat(postChunked("data", file)).isEqualTo(507);
        assertThat(SERVER.filesOnDisk(repository)).isEmpty();
    }

    @Test
    void anAnnouncedLengthIsRefusedBeforeTheBodyComes() throws IOException {
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            http.send("POST " + repository + Upload.of("x").in("data") + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                    + (MAX + 1) + "\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(507);
        }
    }

    @Test
    void locksAreExemptSoThatAFullRepositoryCanBePruned() throws IOException {
        Upload pack = Upload.random(6, MAX);
        assertThat(post("data", pack)).isEqualTo(200);
        Upload lock = Upload.random(7, 64 * 1024);

        assertThat(post("locks", lock)).isEqualTo(200);
        assertThat(postChunked("locks", Upload.of("another lock"))).isEqualTo(200);
        assertThat(post("locks", Upload.random(8, 64 * 1024 + 1))).isEqualTo(507);
        assertThat(postChunked("locks", Upload.random(8, 64 * 1024 + 1))).isEqualTo(507);
        SERVER.request().delete(repository + pack.in("data")).then().statusCode(200);
        assertThat(post("data", pack)).isEqualTo(200);
    }

    @Test
    void theConfigCounts() throws IOException {
        assertThat(post("data", Upload.random(9, MAX - 10))).isEqualTo(200);

        SERVER.request(new byte[11]).post(repository + "config").then().statusCode(507);
        SERVER.request(new byte[10]).post(repository + "config").then().statusCode(200);
        assertThat(post("keys", Upload.random(10, 1))).isEqualTo(507);
    }

    @Test
    void whatIsDeletedMakesRoom() throws IOException {
        for (int i = 0; i < 5; i++) {
            Upload file = Upload.random(20 + i, MAX);
            assertThat(post("data", file)).isEqualTo(200);
            SERVER.request().delete(repository + file.in("data")).then().statusCode(200);
            SERVER.request().delete(repository + file.in("data")).then().statusCode(200);
        }
        assertThat(post("data", Upload.random(30, MAX))).isEqualTo(200);
        assertThat(post("data", Upload.random(31, 1))).isEqualTo(507);
    }

    @Test
    void uploadsThatFailGiveBackWhatTheyHeld() throws IOException {
        Upload file = Upload.random(40, MAX - 100);
        for (int i = 0; i < 5; i++) {
            await().untilAsserted(() -> assertThat(postUnderWrongName(file)).isEqualTo(400));
            try (RawHttp http = RawHttp.connect(SERVER.port())) {
                http.send("POST " + repository + file.in("data")
                                + " HTTP/1.1\r\nHost: x\r\nContent-Length: 999900\r\n\r\nshort")
                        .halfClose();
                assertThat(http.answer().status()).isEqualTo(400);
            }
            await().untilAsserted(() -> assertThat(postUnderWrongName(file)).isEqualTo(400));
            RawHttp reset = RawHttp.connect(SERVER.port())
                    .send("POST " + repository + file.in("data")
                            + " HTTP/1.1\r\nHost: x\r\nContent-Length: 999900\r\n\r\nshort");
            await().until(() -> !SERVER.filesOnDisk(repository).isEmpty());
            reset.reset();
            await().until(() -> SERVER.filesOnDisk(repository).isEmpty());
        }
        await().untilAsserted(() -> assertThat(post("data", file)).isEqualTo(200));
        assertThat(post("data", Upload.random(41, 101))).isEqualTo(507);
        assertThat(post("data", Upload.random(42, 100))).isEqualTo(200);
    }

    @Test
    void theSameFileAgainCountsOnce() throws IOException {
        Upload file = Upload.random(50, MAX / 4);
        for (int i = 0; i < 8; i++) {
            assertThat(post("data", file)).isEqualTo(200);
        }
        assertThat(post("data", Upload.random(51, MAX / 4 * 3))).isEqualTo(200);
        assertThat(post("data", Upload.random(52, 1))).isEqualTo(507);
    }

    @Test
    void uploadsAtOnceNeverPassTheLimitTogether() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(16);
        try {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                Upload file = Upload.random(100 + i, MAX / 10);
                boolean chunked = i % 2 == 0;
                statuses.add(clients.submit(() -> chunked ? postChunked("data", file) : post("data", file)));
            }
            for (Future<Integer> status : statuses) {
                assertThat(status.get()).isIn(200, 507);
            }
        } finally {
            clients.shutdown();
        }
        assertThat(SERVER.list(repository, "data")).hasSizeBetween(1, 10);
        for (int i = 0; i < 10; i++) {
            post("data", Upload.random(200 + i, MAX / 10));
        }
        assertThat(SERVER.list(repository, "data")).hasSize(10);
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + SERVER.process().pid() + "/fd"))) {
            return open.count();
        }
    }

    @Test
    void aQuotaReachedDuringFiveHundredUploadsLeaksNoDescriptorAndNoFile() throws Exception {
        assertThat(post("data", Upload.random(300, MAX - 50_000))).isEqualTo(200);
        List<String> before = SERVER.filesOnDisk(repository);
        long descriptorsBefore = descriptors();
        ExecutorService clients = Executors.newFixedThreadPool(20);
        try {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                Upload file = Upload.random(1000 + i, 50_001 + i * 100);
                boolean chunked = i % 2 == 0;
                statuses.add(clients.submit(() -> chunked ? postChunked("data", file) : post("data", file)));
            }
            for (Future<Integer> status : statuses) {
                assertThat(status.get()).isEqualTo(507);
            }
        } finally {
            clients.shutdown();
        }
        assertThat(SERVER.filesOnDisk(repository)).isEqualTo(before);
        await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptorsBefore + 3));
        assertThat(post("data", Upload.random(301, 50_000))).isEqualTo(200);
    }

    @Test
    void whatIsOnDiskAtTheStartCounts(@TempDir Path directory) throws IOException {
        Upload old = Upload.random(400, 90);
        Path folder = Files.createDirectories(directory.resolve("old/keys"));
        Files.write(folder.resolve(old.id()), old.bytes());
        Upload fits = Upload.random(401, 10);
        Upload tooMuch = Upload.random(402, 11);
        try (ServerProcess server = ServerProcess.start(directory, "--no-auth", "--max-size=100")) {
            int first =
                    await().until(() -> post(server.port(), fits, "/old/" + fits.in("data")), status -> status != 503);
            assertThat(first).isEqualTo(200);
            assertThat(post(server.port(), tooMuch, "/old/" + tooMuch.in("data")))
                    .isEqualTo(507);
        }
    }
}
