package packhouse.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.RawHttp;
import packhouse.it.support.ServerProcess;

/**
 * A hundred thousand requests that are almost right, or not at all: none gives a 5xx, none stops the server, none touches
 * anything beside its directory. The seed is printed; {@code -Dseed=N} repeats a run.
 */
class MalformedRequestsIT {

    private static final int ANSWERS = 100_000;
    private static final int THREADS = 4;
    private static final int MOST_IN_A_BATCH = 24;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final Pattern INSIDE = Pattern.compile("(\\.packhouse(/.*)?)"
            + "|([^./\\p{Cntrl}\\\\][^/\\p{Cntrl}\\\\]*/){0,2}"
            + "(config|(index|keys|locks|snapshots)(/[0-9a-f]{64})?|data(/[0-9a-f]{2}(/[0-9a-f]{64})?)?)?");

    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();

    /** What lies around the served directory, by path; files with their content. */
    private static Map<String, String> around(Path parent, Path served) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(parent)) {
            for (Path path : tree.filter(path -> !path.startsWith(served)).toList()) {
                found.put(path.toString(), Files.isRegularFile(path) ? Files.readString(path) : "directory");
            }
        }
        return found;
    }

    private static List<String> inside(Path served) throws IOException {
        try (Stream<Path> tree = Files.walk(served)) {
            return tree.filter(path -> !path.equals(served))
                    .map(path -> served.relativize(path).toString())
                    .toList();
        }
    }

    private void talk(ServerProcess server, Random random, Map<Integer, AtomicLong> statuses) throws IOException {
        Mutation mutation = new Mutation(random);
        while (answers.get() < ANSWERS) {
            String local = "127.0.3." + (1 + random.nextInt(200));
            try (RawHttp http = RawHttp.connectFrom(local, server.port())) {
                int batch = 1 + random.nextInt(MOST_IN_A_BATCH);
                String all = send(http, mutation, batch);
                Matcher status = STATUS.matcher(all);
                while (status.find()) {
                    answers.incrementAndGet();
                    int code = Integer.parseInt(status.group(1));
                    statuses.getOrDefault(code / 100, new AtomicLong()).incrementAndGet();
                    assertThat(code).as(all).isLessThan(500);
                }
            }
        }
    }

    private String send(RawHttp http, Mutation mutation, int batch) throws IOException {
        try {
            for (int i = 0; i < batch; i++) {
                http.send(mutation.next());
                sent.incrementAndGet();
            }
            http.halfClose();
        } catch (SocketException e) {
            // The server has ended a hopeless connection; what it said before still counts.
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|closed|aborted).*");
        }
        return new String(http.rest(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void noneOfThemIsTheServersTrouble(@TempDir Path parent) throws Exception {
        long seed = Long.getLong("seed", 1);
        System.out.println("seed=" + seed);
        Path served = Files.createDirectory(parent.resolve("served"));
        Files.writeString(parent.resolve("canary"), "canary");
        Files.writeString(Files.createDirectory(parent.resolve("sibling")).resolve("config"), "not yours");
        Map<String, String> before = around(parent, served);
        Map<Integer, AtomicLong> statuses = new TreeMap<>();
        for (int hundred = 0; hundred < 10; hundred++) {
            statuses.put(hundred, new AtomicLong());
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (ServerProcess server = ServerProcess.start(served, Map.of("LC_ALL", "C.UTF-8"), "--no-auth")) {
            List<Future<Void>> talks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(seed + i);
                talks.add(threads.submit(() -> {
                    talk(server, random, statuses);
                    return null;
                }));
            }
            for (Future<Void> talk : talks) {
                talk.get();
            }
            assertThat(RawHttp.ask(server.port(), "GET /nothing/here/config HTTP/1.1\r\nHost: x\r\n\r\n")
                            .status())
                    .isEqualTo(404);
            assertThat(server.log())
                    .filteredOn(line -> line.contains("Exception") || line.startsWith("\tat "))
                    .isEmpty();
        } finally {
            threads.shutdown();
        }
        System.out.println("sent " + sent + ", answered by hundreds: " + statuses);
        assertThat(statuses.getOrDefault(2, new AtomicLong()).get())
                .as("some of them are right after all")
                .isPositive();
        assertThat(around(parent, served)).isEqualTo(before);
        await().untilAsserted(() -> assertThat(inside(served))
                .allMatch(path -> INSIDE.matcher(path).matches()
                        || INSIDE.matcher(path + "/").matches()));
    }
}
