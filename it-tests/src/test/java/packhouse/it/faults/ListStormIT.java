package packhouse.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import packhouse.it.support.Patience;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.Upload;

/** While some create and delete, others list: no list misses a file that was there throughout, and none shows anything else. */
class ListStormIT {

    private static final List<String> TYPES = List.of("locks", "index", "data");
    private static final int LISTERS = 6;
    private static final int LISTS_EACH = 834;
    private static final int STAYING = 40;
    private static final Pattern V1_ENTRY = Pattern.compile("\"([0-9a-f]{64})\"");
    private static final Pattern V2_ENTRY = Pattern.compile("\\{\"name\":\"([0-9a-f]{64})\",\"size\":\\d+}");

    private static final int WRITERS = 2 * TYPES.size();

    private final AtomicBoolean done = new AtomicBoolean();
    private final CountDownLatch firstRounds = new CountDownLatch(WRITERS);

    @RegisterExtension
    static final Served SERVER = Served.with("--no-auth");

    private int comeAndGo(String repository, String type, int writer) throws IOException {
        int rounds = 0;
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            for (; !done.get(); rounds++) {
                String body = "passing " + writer + " " + rounds;
                String target = repository + Upload.of(body).in(type);
                http.send("POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body);
                assertThat(http.answer().status()).isEqualTo(200);
                http.send("DELETE " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(http.answer().status()).isEqualTo(200);
                if (rounds == 0) {
                    firstRounds.countDown();
                }
            }
        }
        return rounds;
    }

    private static void list(String repository, String type, boolean v2, Set<String> staying) throws IOException {
        String accept = "application/vnd.x.restic.rest." + (v2 ? "v2" : "v1");
        String request = "GET " + repository + type + "/ HTTP/1.1\r\nHost: x\r\nAccept: " + accept + "\r\n\r\n";
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            for (int i = 0; i < LISTS_EACH; i++) {
                RawHttp.Answer answer = http.send(request).answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Content-Type")).hasValue(accept);
                check(answer.text(), v2 ? V2_ENTRY : V1_ENTRY, staying);
            }
        }
    }

    private static void check(String list, Pattern entry, Set<String> staying) {
        assertThat(entry.matcher(list).replaceAll("E")).matches("\\[E(,E)*]");
        List<String> names =
                entry.matcher(list).results().map(found -> found.group(1)).toList();
        Set<String> different = new HashSet<>(names);
        assertThat(names).hasSameSizeAs(different);
        assertThat(different.containsAll(staying)).isTrue();
    }

    @Test
    void fiveThousandListsAreAllRight() throws Exception {
        String repository = SERVER.repository("storm");
        Set<String> staying = new HashSet<>();
        for (int i = 0; i < STAYING; i++) {
            Upload file = Upload.of("stays " + i);
            staying.add(file.id());
            TYPES.forEach(type -> SERVER.store(repository, type, file));
        }
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(threads.submit(() -> comeAndGo(repository, TYPES.get(writer % TYPES.size()), writer)));
            }
            // On a busy machine the lists could otherwise be over before a writer has had its first turn.
            assertThat(firstRounds.await(Patience.STEP.toSeconds(), TimeUnit.SECONDS))
                    .as("every writer is at it")
                    .isTrue();
            List<Future<Void>> listers = new ArrayList<>();
            for (int i = 0; i < LISTERS; i++) {
                int lister = i;
                listers.add(threads.submit(() -> {
                    list(repository, TYPES.get(lister % TYPES.size()), lister < TYPES.size(), staying);
                    return null;
                }));
            }
            for (Future<Void> lister : listers) {
                lister.get();
            }
            done.set(true);
            for (Future<Integer> writer : writers) {
                assertThat(writer.get()).isPositive();
            }
        } finally {
            done.set(true);
            threads.shutdown();
        }
    }
}
