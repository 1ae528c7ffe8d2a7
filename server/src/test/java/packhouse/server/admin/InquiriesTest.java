package packhouse.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.FindingView;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.Status;
import packhouse.protocol.admin.Trouble;
import packhouse.server.inspect.Insight;

/** Long questions over the owner's socket: lines while it goes on, one at a time for each repository, none for who has left. */
class InquiriesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Message END = Trouble.FAILED.problem("this was the end", "");
    private static final FindingView FINDING = new FindingView("hint", "code", "found", Optional.empty());

    @TempDir
    private Path folder = Path.of("");

    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<byte[]> passwords = new CopyOnWriteArrayList<>();
    private volatile Insight insight = (path, inquiry, audience) -> END;

    @SuppressWarnings("NullAway.Init")
    private RunningAdmin admin;

    @BeforeEach
    void listen() throws IOException {
        admin = new RunningAdmin(folder, this::answer, () -> true, () -> true);
    }

    @AfterEach
    void stop() throws IOException {
        release.countDown();
        admin.close();
    }

    private Message answer(RepoPath path, Inquiry inquiry, Audience audience) {
        asked.add(inquiry.question().word() + " " + path + " " + inquiry.readData() + " "
                + inquiry.password()
                        .map(secret -> new String(secret.bytes(), StandardCharsets.UTF_8))
                        .orElse("-"));
        inquiry.password().ifPresent(secret -> passwords.add(secret.bytes()));
        return insight.answer(path, inquiry, audience);
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.0\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n" + body;
    }

    private String ask(String path, String body) throws IOException {
        return admin.exchange(admin.socket, post(path, body));
    }

    private static List<Message> messages(Question question, String answer) throws IOException {
        List<Message> messages = new ArrayList<>();
        for (String line : RunningAdmin.body(answer).lines().toList()) {
            messages.add(RecordJson.readLine(question, line).orElseThrow());
        }
        return messages;
    }

    /** Work that goes on until the test ends, or nobody waits for it. */
    private Message work(RepoPath path, Inquiry inquiry, Audience audience) {
        while (release.getCount() > 0) {
            if (audience.isGone()) {
                throw new CancellationException();
            }
            audience.tell(new Status("working", "steps", 1, Optional.empty(), 0, 0, 5));
            Thread.onSpinWait();
        }
        return END;
    }

    @Test
    void theAnswerIsOneLineForEachMessageAndItsEndTheLast() throws IOException {
        insight = (path, inquiry, audience) -> {
            audience.tell(FINDING);
            return END;
        };

        String answer = ask("/api/v1/repos/alice~laptop/check", "{\"password\":\"p\u00e4ss\",\"readData\":\"1/3\"}");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-type: application/x-ndjson\r\n", "cache-control: no-store\r\n");
        assertThat(messages(Question.CHECK, answer)).containsExactly(FINDING, END);
        assertThat(asked).containsExactly("check alice/laptop 1/3 p\u00e4ss");
        assertThat(admin.report.answers).containsExactly("check alice/laptop: failed");
    }

    @Test
    void aClientOfHttpElevenGetsChunks() throws IOException {
        String answer = admin.exchange(
                admin.socket,
                "POST /api/v1/repos/~/show HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");

        assertThat(answer).contains("transfer-encoding: chunked\r\n").endsWith("\r\n0\r\n\r\n");
        assertThat(asked).containsExactly("show / none -");
    }

    @Test
    void thePasswordIsWipedWhenTheAnswerIsThere() throws IOException {
        ask("/api/v1/repos/alice~laptop/dedup", "{\"password\":\"secret\"}");

        await().atMost(PATIENCE).until(() -> passwords.size() == 1 && passwords.get(0)[0] == 0);
        assertThat(passwords.get(0)).isEqualTo(new byte[6]);
    }

    @Test
    void strangersCannotAsk() throws IOException {
        assertThat(admin.exchange(admin.tcp, post("/api/v1/repos/~/show", "{}")))
                .startsWith("HTTP/1.1 401 ");
        assertThat(asked).isEmpty();
    }

    @Test
    void askingIsPosting() throws IOException {
        assertThat(ask("/api/v1/repos/~/burn", "{}")).startsWith("HTTP/1.1 404 ");
        assertThat(admin.exchange(admin.socket, "GET /api/v1/repos/~/show HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: POST\r\n");
        assertThat(asked).isEmpty();
    }

    @Test
    void aBodyThatIsNoInquiryIsRefused() throws IOException {
        assertThat(ask("/api/v1/repos/~/show", "{\"password\":"))
                .startsWith("HTTP/1.1 400 ")
                .contains("bad-request");
        assertThat(ask("/api/v1/repos/~/show", "x".repeat(10_000))).startsWith("HTTP/1.1 413 ");
        assertThat(asked).isEmpty();
    }

    @Test
    void namesInAddressesMayBeEncoded() throws IOException {
        ask("/api/v1/repos/alice~my%20laptop+%C3%BC/show", "");

        assertThat(asked).containsExactly("show alice/my laptop+\u00fc none -");
    }

    @Test
    void anIdMadeOfAHashLeadsToTheRepositoryThatIsKnown() throws IOException {
        RepoPath path = RepoPath.parse("alice/a~b").orElseThrow();
        String id = packhouse.protocol.admin.RepositoryId.of(path);
        assertThat(ask("/api/v1/repos/" + id + "/show", ""))
                .startsWith("HTTP/1.1 404 ")
                .contains("no-repository");

        admin.repositories.get(path);

        assertThat(ask("/api/v1/repos/" + id + "/show", "")).startsWith("HTTP/1.1 200 ");
        assertThat(asked).containsExactly("show alice/a~b none -");
    }

    @Test
    void aThirdQuestionIsToldToWaitAndSoIsASecondAboutTheSameRepository() throws IOException {
        insight = this::work;
        admin.send(admin.socket, post("/api/v1/repos/a/check", ""));
        await().atMost(PATIENCE).until(() -> asked.size() == 1);

        assertThat(ask("/api/v1/repos/a/show", "")).startsWith("HTTP/1.1 503 ").contains("\"busy\"", "about a");

        admin.send(admin.socket, post("/api/v1/repos/b/check", ""));
        await().atMost(PATIENCE).until(() -> asked.size() == 2);
        assertThat(ask("/api/v1/repos/c/show", "")).startsWith("HTTP/1.1 503 ").contains("\"busy\"", "--offline");
        assertThat(asked).hasSize(2);
    }

    @Test
    void thePlaceIsFreeWhenTheClientHasItsAnswer() throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(ask("/api/v1/repos/a/show", "")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(asked).hasSize(20);
    }

    @Test
    void theWorkEndsWhenItsClientLeaves() throws IOException {
        insight = this::work;
        SocketChannel client = admin.send(admin.socket, post("/api/v1/repos/a/check", ""));
        await().atMost(PATIENCE).until(() -> asked.size() == 1);

        client.close();

        await().atMost(PATIENCE).until(() -> admin.report.answers.contains("check a: given up by who asked"));
        insight = (path, inquiry, audience) -> END;
        await().atMost(PATIENCE).until(() -> ask("/api/v1/repos/a/show", "").startsWith("HTTP/1.1 200 "));
    }

    @Test
    void aClientThatOnlyStopsTalkingStillGetsItsAnswer() throws IOException {
        CountDownLatch closed = new CountDownLatch(1);
        insight = (path, inquiry, audience) -> {
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return END;
        };
        SocketChannel client = admin.send(admin.socket, post("/api/v1/repos/a/check", ""));
        client.shutdownOutput();
        closed.countDown();

        assertThat(messages(Question.CHECK, RunningAdmin.rest(client))).containsExactly(END);
    }

    @Test
    void theWorkEndsWhenTheServerStops() throws IOException {
        insight = this::work;
        SocketChannel client = admin.send(admin.socket, post("/api/v1/repos/a/check", ""));
        await().atMost(PATIENCE).until(() -> asked.size() == 1);

        admin.server.stop();

        assertThat(RunningAdmin.rest(client)).contains("the server was asked to stop");
        assertThat(admin.report.answers).containsExactly("check a: stopped");
    }

    @Test
    void aBugIsReportedAndSaid() throws IOException {
        insight = (path, inquiry, audience) -> {
            throw new IllegalStateException("a bug");
        };

        assertThat(ask("/api/v1/repos/a/check", "")).contains("an error in the program");
        assertThat(admin.report.troubles).containsExactly("check a: java.lang.IllegalStateException: a bug");
    }

    @Test
    void theReportTellsWhoOrderedWhat() throws IOException {
        ask("/api/v1/repos/a/restore", "{\"commit\":7}");
        ask("/api/v1/repos/a/add-key", "{\"password\":\"secret\"}");

        await().atMost(PATIENCE).until(() -> admin.report.audit.size() == 2);
        assertThat(admin.report.audit.get(0)).matches("restore of commit 7 a: failed, by (uid \\d+, pid \\d+|socket)");
        assertThat(admin.report.audit.get(1)).startsWith("add-key a: ").doesNotContain("secret");
    }

    @Test
    void wrongPasswordsAreAnsweredLaterAndLater() throws IOException {
        insight = (path, inquiry, audience) -> Trouble.WRONG_PASSWORD.problem("wrong", "");
        long begin = System.nanoTime();
        for (int i = 0; i < 7; i++) {
            assertThat(ask("/api/v1/repos/a/show", "{\"password\":\"guess\"}")).contains("wrong-password");
        }

        // Five are free, then 250 and 500 ms: never sooner, whatever the machine does.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(750));
    }
}
