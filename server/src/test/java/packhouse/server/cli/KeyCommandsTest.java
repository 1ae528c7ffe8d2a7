package packhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Views.Problem;

/** {@code packhouse repo unlock} and {@code lock}, as a person or a script meets them. */
class KeyCommandsTest {

    private static final String DONE = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> questions = new ArrayList<>();
    private Optional<String> typed = Optional.empty();
    private Path socket = Path.of("");
    private String out = "";
    private String err = "";

    @BeforeEach
    void aStateDirectory() throws IOException {
        socket = Files.createDirectory(folder.resolve(".packhouse")).resolve("admin.sock");
    }

    private int run(String... words) {
        StringWriter output = new StringWriter();
        StringWriter talk = new StringWriter();
        Surroundings around = new Surroundings(
                (directory, path, inquiry, audience) -> Samples.sealed(),
                environment,
                question -> {
                    questions.add(question);
                    return typed.map(String::toCharArray);
                },
                new ByteArrayInputStream("from input\n".getBytes(StandardCharsets.UTF_8)),
                false,
                Clock.fixed(Samples.NOW, ZoneOffset.UTC),
                () -> 0,
                stop -> () -> {});
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--path", folder.toString()));
        int code = Commands.named(RepoCommands.class, new CommandFactory(() -> around), all)
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(talk))
                .execute(all.toArray(String[]::new));
        out = output.toString();
        err = talk.toString();
        return code;
    }

    private static String problem(Trouble trouble) {
        Problem problem = trouble.problem("this is why", "do that");
        return CannedServer.whole(
                problem.status() + " No", new String(RecordJson.document(problem), StandardCharsets.UTF_8));
    }

    @Test
    void unlockSendsThePasswordInTheBodyAndSaysUntilWhen() throws IOException {
        environment.put("PACKHOUSE_REPO_PASSWORD", "secret");
        try (CannedServer server = CannedServer.at(socket, DONE)) {
            assertThat(run("unlock", "alice/laptop", "--for", "8h")).isZero();

            assertThat(server.asked())
                    .singleElement()
                    .asString()
                    .startsWith("POST /api/v1/repos/alice~laptop/unlock HTTP/1.0\r\n")
                    .endsWith("\r\n\r\n{\"for\":\"8h\",\"password\":\"secret\"}");
        }
        assertThat(out)
                .isEqualTo("alice/laptop is unlocked until 2026-11-23 20:00."
                        + " To end it: packhouse repo lock alice/laptop\n");
        assertThat(err).isEmpty();
        assertThat(questions).isEmpty();
    }

    @Test
    void withoutASpanItIsUnlockedUntilLockOrStop() throws IOException {
        try (CannedServer server = CannedServer.at(socket, DONE)) {
            assertThat(run("unlock", "/", "--password-stdin")).isZero();
            assertThat(server.asked()).singleElement().asString().endsWith("\r\n\r\n{\"password\":\"from input\"}");
        }
        assertThat(out).startsWith("/ is unlocked until it is locked or the server stops.");
    }

    @Test
    void aPersonIsToldWhatItMeansBeforeThePasswordIsTyped() throws IOException {
        typed = Optional.of("typed");
        try (CannedServer server = CannedServer.at(socket, DONE)) {
            assertThat(run("unlock", "a")).isZero();
            assertThat(server.asked()).singleElement().asString().endsWith("{\"password\":\"typed\"}");
        }
        assertThat(questions)
                .containsExactly(
                        "Unlocked, the server can read all data of a, past and future.\nRepository password of a: ");
    }

    @Test
    void withoutAPasswordItStaysSealed() {
        assertThat(run("unlock", "a")).isEqualTo(13);

        assertThat(err).startsWith("packhouse: this needs the repository password of a. Cure: ");
    }

    @Test
    void lockAsksForNothing() throws IOException {
        try (CannedServer server = CannedServer.at(socket, DONE)) {
            assertThat(run("lock", "alice/my laptop")).isZero();
            assertThat(server.asked())
                    .singleElement()
                    .asString()
                    .startsWith("POST /api/v1/repos/alice~my%20laptop/lock HTTP/1.0\r\n")
                    .endsWith("\r\n\r\n");
        }
        assertThat(out).isEqualTo("alice/my laptop is sealed: the server has no key of it\n");
        assertThat(questions).isEmpty();
    }

    @Test
    void whatTheServerRefusesIsOneSentenceAndItsExitCode() throws IOException {
        environment.put("PACKHOUSE_REPO_PASSWORD", "hidden");
        for (Trouble trouble : List.of(Trouble.WRONG_PASSWORD, Trouble.NO_REPOSITORY, Trouble.BUSY)) {
            Files.deleteIfExists(socket);
            try (CannedServer server = CannedServer.at(socket, problem(trouble))) {
                assertThat(run("unlock", "a")).isEqualTo(Trouble.exitCode(trouble.code()));
                assertThat(server.asked()).hasSize(1);
            }
            assertThat(err).isEqualTo("packhouse: this is why. Cure: do that\n");
            assertThat(out).isEmpty();
        }
    }

    @Test
    void withoutAServerThereIsNobodyToKeepAKey() {
        environment.put("PACKHOUSE_REPO_PASSWORD", "hidden");

        assertThat(run("unlock", "a")).isEqualTo(16);
        assertThat(err).doesNotContain("hidden");
        assertThat(run("lock", "a")).isEqualTo(16);
    }

    @Test
    void overTheNetworkNothingIsUnlocked() {
        environment.put("PACKHOUSE_REPO_PASSWORD", "hidden");

        assertThat(run("unlock", "a", "--server", "http://127.0.0.1:1")).isEqualTo(2);

        assertThat(err).contains("over the network").doesNotContain("hidden");
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(run("unlock", "a", "--for", "long")).isEqualTo(2);
        assertThat(err).isEqualTo("packhouse: 'long' is no span of time: write a number and s, m, h or d, as in 8h\n");
        assertThat(run("unlock", "a/b/c/d")).isEqualTo(2);
        assertThat(run("lock")).isEqualTo(2);
        assertThat(questions).isEmpty();
    }
}
