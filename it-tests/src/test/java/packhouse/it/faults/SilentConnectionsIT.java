package packhouse.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.Upload;

/** A client that works goes on working while a thousand others connect and say nothing, or next to nothing. */
class SilentConnectionsIT {

    private static final int MANY = 1000;

    /** Event loops of the server, among which it deals out connections in turn. */
    private static final int MOST_LOOPS = 4;

    @RegisterExtension
    static final Served SERVER = Served.with("--no-auth");

    private final List<RawHttp> others = new ArrayList<>();
    private final AtomicBoolean done = new AtomicBoolean();

    @AfterEach
    void hangUp() throws IOException {
        for (RawHttp other : others) {
            other.close();
        }
    }

    /** Stores and reads, on one connection and on new ones, until told to stop; gives how often that went well. */
    private int work(String repository) throws IOException {
        int rounds = 0;
        try (RawHttp steady = RawHttp.connect(SERVER.port())) {
            for (; !done.get() || rounds < 50; rounds++) {
                work(steady, repository, Upload.random(rounds, 20_000));
                try (RawHttp fresh = RawHttp.connect(SERVER.port())) {
                    work(fresh, repository, Upload.random(-1 - rounds, 20_000));
                }
            }
        }
        return rounds;
    }

    private static void work(RawHttp http, String repository, Upload file) throws IOException {
        String target = repository + file.in("data");
        http.send("POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + file.size() + "\r\n\r\n")
                .send(file.bytes());
        assertThat(http.answer().status()).isEqualTo(200);
        http.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(http.answer().body()).isEqualTo(file.bytes());
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + SERVER.process().pid() + "/fd"))) {
            return open.count();
        }
    }

    private static long mostDescriptors() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + SERVER.process().pid() + "/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s+", -1)[3])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    /** Half of them from the address of the client that works, half from many others. */
    private void connectMany() throws IOException {
        for (int i = 0; i < MANY; i++) {
            others.add(RawHttp.connectFrom(i % 2 == 0 ? "127.0.0.1" : "127.0.1." + (1 + i % 200), SERVER.port()));
        }
    }

    private void whileSomebodyWorks(String repository, Crowd crowd) throws Exception {
        ExecutorService client = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> rounds = client.submit(() -> work(repository));
            crowd.gather();
            assertThat(descriptors()).isLessThan(mostDescriptors());
            done.set(true);
            assertThat(rounds.get()).isGreaterThanOrEqualTo(50);
        } finally {
            done.set(true);
            client.shutdown();
        }
        assertThat(SERVER.process().isAlive()).isTrue();
        assertThat(SERVER.process().log()).noneMatch(line -> line.contains("Exception"));
    }

    @FunctionalInterface
    private interface Crowd {
        void gather() throws IOException;
    }

    @Test
    void aThousandSilentConnectionsDisturbNobody() throws Exception {
        whileSomebodyWorks(SERVER.repository("silent"), this::connectMany);
    }

    @Test
    void aThousandSlowHeadersDisturbNobody() throws Exception {
        whileSomebodyWorks(SERVER.repository("slow"), () -> {
            connectMany();
            String header = "GET /config HTTP/1.1\r\nHost: x\r\nX-Slow: z";
            for (int at = 0; at < header.length(); at += 4) {
                for (RawHttp slow : others) {
                    trickle(slow, header.substring(at, Math.min(header.length(), at + 4)));
                }
            }
        });
    }

    private static void trickle(RawHttp slow, String piece) throws IOException {
        try {
            slow.send(piece);
        } catch (SocketException e) {
            // The oldest of too many from one address are closed: that is the point.
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|closed|aborted).*");
        }
    }

    @Test
    void whoSaysNothingLosesTheOldestConnectionsFirst() throws IOException {
        others.add(RawHttp.connectFrom("127.0.2.1", SERVER.port()));
        // Answers from every event loop: by now the first connection is known, whichever of them it went to.
        for (int i = 0; i < 2 * MOST_LOOPS; i++) {
            RawHttp.ask(SERVER.port(), "GET /config HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        for (int i = 0; i < 600; i++) {
            others.add(RawHttp.connectFrom("127.0.2.1", SERVER.port()));
        }

        assertThat(others.get(0).rest()).isEmpty();
        assertThat(others.get(600)
                        .send("GET /config HTTP/1.1\r\nHost: x\r\n\r\n")
                        .answer()
                        .status())
                .isEqualTo(404);
    }
}
