package packhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.CheckView;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.ShowView;
import packhouse.protocol.admin.Status;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Views;

/** {@code packhouse repo show}, {@code dedup} and {@code check}, as a person or a script meets them. */
class RepoCommandsTest {

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private final List<Runnable> interrupts = new ArrayList<>();
    private Offline offline = (directory, path, inquiry, audience) -> Samples.sealed();
    private Optional<String> typed = Optional.empty();
    private String input = "";
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
                this::work,
                environment,
                question -> {
                    questions.add(question);
                    return typed.map(String::toCharArray);
                },
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                false,
                Clock.fixed(Samples.NOW, ZoneOffset.UTC),
                () -> 0,
                stop -> {
                    interrupts.add(stop);
                    return interrupts::clear;
                });
        int code = Commands.named(RepoCommands.class, new CommandFactory(() -> around), List.of(words))
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(talk))
                .execute(words);
        out = output.toString();
        err = talk.toString();
        return code;
    }

    private Message work(Offline.Place directory, RepoPath path, Inquiry inquiry, Audience audience) {
        asked.add(
                directory.repositories() + " " + path + " " + inquiry.question().word() + " " + inquiry.readData() + " "
                        + inquiry.password()
                                .map(secret -> new String(secret.bytes(), StandardCharsets.UTF_8))
                                .orElse("-"));
        return offline.answer(directory, path, inquiry, audience);
    }

    /** A repository that only a password opens; with one it answers like an opened one. */
    private static Message sealed(Offline.Place directory, RepoPath path, Inquiry inquiry, Audience audience) {
        return inquiry.password().isEmpty() ? Trouble.SEALED.problem("password, please", "give it") : Samples.dedup();
    }

    private void answer(Message message) {
        offline = (directory, path, inquiry, audience) -> message;
    }

    private String here() {
        return folder.toString();
    }

    private static String lines(Message... messages) {
        StringBuilder text = new StringBuilder("HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\n\r\n");
        for (Message message : messages) {
            text.append(new String(RecordJson.line(message), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private String password() {
        return asked.get(asked.size() - 1).replaceFirst(".* ", "");
    }

    @Test
    void showTellsOfASealedRepositoryWhatEverybodyCanSee() {
        assertThat(run("show", "alice/laptop", "--path", here())).isZero();

        assertThat(asked).containsExactly(here() + " alice/laptop show none -");
        assertThat(out).isEqualTo("""
                alice/laptop   sealed
                Size        1.21 TiB in 81 436 packs, 12 index files
                Snapshots   412, the last one arrived 3 h ago
                Locks       1

                Keys
                  ID        HOST    USER   CREATED
                  c21e4bba  laptop  alice  2024-05-01 08:30
                  9f00aa11                 -

                Hosts, paths and format show with the repository password: --password-file FILE
                """);
        assertThat(err).isEmpty();
    }

    @Test
    void showTellsOfAnOpenedOneWhatIsInItAndEndsWithThreeIfNotAllCouldBeRead() {
        answer(Samples.opened());

        assertThat(run("show", "alice/laptop", "--path", here())).isEqualTo(3);

        assertThat(out).isEqualTo("""
                alice/laptop   version 2   id 5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e
                Size        1.21 TiB in 81 436 packs, 12 index files
                Snapshots   412, the last one arrived 3 h ago
                Locks       1

                Keys
                  ID        HOST    USER   CREATED
                  c21e4bba  laptop  alice  2024-05-01 08:30
                  9f00aa11                 -

                Snapshots by host and path
                  HOST       SNAPSHOTS  NEWEST            PATHS
                  laptop     400        2026-11-23 09:00  /etc, /home
                  evil?[31m  12         2026-11-23 12:00  1, 2, 3, 4, 5 and 2 more

                Locks
                  ID        KIND       HOST    USER   PID   CONFIRMED
                  aaaa0000  exclusive  laptop  alice  4711  2026-11-23 10:00, stale; restic unlock removes it

                Cannot be read
                  FILE      WHY
                  ffee0011  wrong MAC
                """);
    }

    @Test
    void showTellsHowLongTheServerHoldsTheKey() {
        answer(Samples.opened(Optional.of(new Views.Unlock(Optional.of(Samples.NOW.plusSeconds(6 * 3600))))));
        typed = Optional.of("not asked for");

        run("show", "alice/laptop", "--path", here());

        assertThat(out.lines().findFirst().orElse("")).endsWith("5ca1ab1e   unlocked until 2026-11-23 18:00");
        assertThat(questions).isEmpty();
    }

    @Test
    void dedupTellsWhatIsThereInVainAndWhatCouldBeFreed() {
        answer(Samples.dedup());

        assertThat(run("dedup", "alice/laptop", "--path", here())).isZero();

        assertThat(out).isEqualTo("""
                alice/laptop   version 2   3 snapshots   6 packs, 57.2 KiB

                              BLOBS  COPIES  SIZE
                indexed       28     60      54.7 KiB  15 data, 13 tree
                used          28     28      19.2 KiB  opened 39.9 KiB
                duplicate     16     32      35.5 KiB  beyond the shortest copy
                unused               0       0 B       no snapshot needs them
                uncompressed         11      24.5 KiB  11 data, 0 tree
                both ways     9                        one copy plain, one compressed

                Packs: 6, 6 smaller than 3.20 MiB, 1 missing (packhouse repo check tells more)
                Index files: 3, 2 could be merged away

                Uploaded more than once, by backup
                  HOST         SNAPSHOT  ARRIVED           COPIES  SIZE
                  laptop       11112222  2026-11-23 12:00  17      18.6 KiB
                  nas or desk  gone      ?                 15      16.9 KiB

                Packs with most copies to spare
                  PACK      SIZE      COPIES  TO SPARE
                  deadbeef  24.4 KiB  11      23.4 KiB

                Compressing what is stored plain would save
                  LEVEL    SAVING    ERROR
                  fastest  8.79 KiB  +-120 B  from a sample of 11 blobs, 24.5 KiB
                  auto     9.77 KiB  +-130 B
                  better   9.86 KiB  +-131 B
                  max      -5 B      +-132 B

                What could be freed, before any compression
                  BY      FREES     PACKS REMOVED  PACKS REPACKED  WRITTEN
                  repack  35.5 KiB  4              2               19.2 KiB
                  prune   0 B       0              0               0 B       would refuse: something is missing
                """);
    }

    @Test
    void dedupThatCouldNotReadAllEndsWithThree() {
        answer(Samples.dedup("tree 77 cannot be read: wrong MAC"));

        assertThat(run("dedup", "alice/laptop", "--path", here())).isEqualTo(3);

        assertThat(out).endsWith("Not read, so the numbers may be wrong: tree 77 cannot be read: wrong MAC\n");
    }

    @Test
    void checkTellsWhatItFindsAndEndsWithFourIfThereIsDamage() {
        offline = (directory, path, inquiry, audience) -> {
            audience.tell(Samples.MISSING);
            audience.tell(new Status("reading packs", "packs", 1, Optional.empty(), 0, 0, 0));
            audience.tell(Samples.LOOSE);
            return Samples.check(Samples.MISSING, Samples.LOOSE);
        };

        assertThat(run("check", "alice/laptop", "--path", here(), "--read-data"))
                .isEqualTo(4);

        assertThat(asked).containsExactly(here() + " alice/laptop check all -");
        assertThat(out).isEqualTo("""
                ERROR pack 0123 does not exist, but the index lists it
                      Cure: restic repair index
                HINT pack 4567 is in no index (812 bytes)
                Checked alice/laptop: 4 snapshots, 3 index files, 12 packs, 20 trees
                Read 12 packs as a whole, 1.24 MiB
                1 error, 1 hint (pack-missing 1, pack-not-indexed 1)
                """);
        assertThat(err).isEmpty();
    }

    @Test
    void hintsAloneAreNoDamage() {
        answer(Samples.check(Samples.LOOSE));

        assertThat(run("check", "alice/laptop", "--path", here())).isZero();

        assertThat(out).endsWith("No errors were found, 1 hint (pack-not-indexed 1)\n");
    }

    @Test
    void whatSomebodyHasToSeeToIsAttention() {
        CheckView plain = Samples.check();
        answer(new CheckView(
                plain.repository(),
                0,
                1,
                0,
                Map.of("lock-stale", 1L),
                1,
                1,
                1,
                1,
                plain.packsRead(),
                List.of(),
                List.of()));

        assertThat(run("check", "alice/laptop", "--path", here())).isEqualTo(3);

        assertThat(out).endsWith("No errors were found, 1 warning (lock-stale 1)\n");
    }

    @Test
    void forProgramsTheSummaryIsOneDocument() throws IOException {
        offline = (directory, path, inquiry, audience) -> {
            audience.tell(Samples.MISSING);
            return Samples.check(Samples.MISSING);
        };

        assertThat(run("check", "alice/laptop", "--path", here(), "--json")).isEqualTo(4);

        assertThat(out).isEqualTo(new String(RecordJson.line(Samples.check(Samples.MISSING)), StandardCharsets.UTF_8));
        assertThat(new ObjectMapper()
                        .readTree(out)
                        .path("findings")
                        .path(0)
                        .path("code")
                        .asText())
                .isEqualTo("pack-missing");
    }

    @Test
    void eachProblemIsOneSentenceAndItsExitCode() {
        for (Trouble trouble : Trouble.values()) {
            answer(trouble.problem("this is why", "do that"));

            int code = run("dedup", "alice/laptop", "--path", here());

            assertThat(code)
                    .isEqualTo(Trouble.exitCode(trouble.problem("", "").code()))
                    .isNotZero();
            assertThat(err).isEqualTo("packhouse: this is why. Cure: do that\n");
            assertThat(out).isEmpty();
        }
    }

    @Test
    void theServerOfTheDirectoryIsAskedFirst() throws IOException {
        environment.put("PACKHOUSE_REPO_PASSWORD", "secret");
        String answer = lines(new Status("sorting", "blobs", 1, Optional.empty(), 0, 0, 0), Samples.dedup());
        try (CannedServer server = CannedServer.at(socket, answer)) {
            assertThat(run("dedup", "alice/my laptop", "--path", here())).isZero();

            assertThat(server.asked())
                    .singleElement()
                    .asString()
                    .startsWith("POST /api/v1/repos/alice~my%20laptop/dedup HTTP/1.0\r\n")
                    .endsWith("\r\n\r\n{\"readData\":\"none\",\"password\":\"secret\"}");
        }
        assertThat(asked).isEmpty();
        assertThat(out).startsWith("alice/laptop   version 2   3 snapshots");
    }

    @Test
    void offlineInsistsOnTheDirectory() throws IOException {
        try (CannedServer server = CannedServer.at(socket, lines(Samples.dedup()))) {
            assertThat(run("show", "/", "--path", here(), "--offline")).isZero();
            assertThat(server.asked()).isEmpty();
        }
        assertThat(asked).containsExactly(here() + " / show none -");
    }

    @Test
    void whatTheServerRefusesIsSaid() throws IOException {
        String problem =
                new String(RecordJson.document(Trouble.BUSY.problem("two are enough", "wait")), StandardCharsets.UTF_8);
        try (CannedServer server = CannedServer.at(socket, CannedServer.whole("503 Service Unavailable", problem))) {
            assertThat(run("show", "alice/laptop", "--path", here())).isOne();
            assertThat(server.asked()).hasSize(1);
        }
        assertThat(err).isEqualTo("packhouse: two are enough. Cure: wait\n");
    }

    @Test
    void anAnswerThatBreaksOffIsNoAnswer() throws IOException {
        String whole = lines(Samples.check());
        for (String cut : List.of(lines(Samples.LOOSE), whole.substring(0, whole.length() - 9), "HTTP/1.1 200")) {
            Files.deleteIfExists(socket);
            try (CannedServer server = CannedServer.at(socket, cut)) {
                assertThat(run("check", "alice/laptop", "--path", here())).isOne();
                assertThat(server.asked()).hasSize(1);
            }
            assertThat(err.lines()).hasSize(1);
        }
    }

    @Test
    void aServerThatWasNamedIsNotReplacedByTheDirectory() {
        assertThat(run("show", "alice/laptop", "--server", "unix:" + socket)).isEqualTo(16);
        assertThat(run("show", "alice/laptop", "--server", "http://127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void thePasswordComesFromTheFirstSourceThatHasOne() throws IOException {
        Path file = Files.writeString(folder.resolve("one"), "\ufeff  from file \r\n");
        Path other = Files.writeString(folder.resolve("two"), "from restic's file");
        input = "from input\r\nnext line\n";
        typed = Optional.of("typed");
        offline = RepoCommandsTest::sealed;

        run("dedup", "a", "--path", here());
        assertThat(password()).isEqualTo("typed");
        assertThat(questions).containsExactly("Repository password of a: ");

        environment.put("RESTIC_PASSWORD", "restic's");
        run("dedup", "a", "--path", here());
        assertThat(password()).isEqualTo("restic's");

        environment.put("RESTIC_PASSWORD_FILE", other.toString());
        run("dedup", "a", "--path", here());
        assertThat(asked.get(asked.size() - 1)).endsWith(" from restic's file");

        environment.put("PACKHOUSE_REPO_PASSWORD", "own");
        run("dedup", "a", "--path", here());
        assertThat(password()).isEqualTo("own");

        run("dedup", "a", "--path", here(), "--password-file", file.toString());
        assertThat(asked.get(asked.size() - 1)).endsWith(" none from file");

        run("dedup", "a", "--path", here(), "--password-stdin");
        assertThat(asked.get(asked.size() - 1)).endsWith(" from input");
        assertThat(questions).hasSize(1);
    }

    @Test
    void aPersonIsAskedOnlyIfThereIsNoAnswerWithout() {
        typed = Optional.of("typed");
        answer(Samples.dedup());

        assertThat(run("dedup", "a", "--path", here())).isZero();

        assertThat(questions).isEmpty();
        assertThat(password()).isEqualTo("-");

        offline = RepoCommandsTest::sealed;

        assertThat(run("dedup", "a", "--path", here())).isZero();

        assertThat(questions).hasSize(1);
        assertThat(asked).hasSize(3).last().asString().endsWith(" typed");
    }

    @Test
    void whereNobodySitsAtATerminalSealedIsTheAnswer() {
        offline = RepoCommandsTest::sealed;

        assertThat(run("dedup", "a", "--path", here())).isEqualTo(13);

        assertThat(asked).hasSize(1);
        assertThat(err).isEqualTo("packhouse: password, please. Cure: give it\n");
    }

    @Test
    void aPasswordFileThatIsMissingIsSaid() {
        assertThat(run("dedup", "a", "--path", here(), "--password-file", "/nowhere/at/all"))
                .isOne();

        assertThat(err).isEqualTo("packhouse: password file /nowhere/at/all does not exist\n");
    }

    @Test
    void whoOnlyPressesEnterSeesTheRepositorySealed() {
        typed = Optional.of("");

        assertThat(run("show", "a", "--path", here())).isZero();

        assertThat(questions).containsExactly("Repository password of a (none: only what shows without it): ");
        assertThat(password()).isEqualTo("-");
    }

    @Test
    void thePasswordIsWipedInTheEnd() {
        List<byte[]> kept = new ArrayList<>();
        environment.put("RESTIC_PASSWORD", "secret");
        offline = (directory, path, inquiry, audience) -> {
            kept.add(inquiry.password().orElseThrow().bytes());
            return Samples.dedup();
        };

        run("dedup", "a", "--path", here());

        assertThat(kept).containsExactly(new byte[6]);
    }

    @Test
    void whoInterruptsGetsExitCode130AndNoMoreWaiting() {
        offline = (directory, path, inquiry, audience) -> {
            assertThat(audience.isGone()).isFalse();
            interrupts.forEach(Runnable::run);
            assertThat(audience.isGone()).isTrue();
            throw new CancellationException();
        };

        assertThat(run("check", "a", "--path", here())).isEqualTo(130);

        assertThat(err).isEqualTo("packhouse: interrupted, nothing was changed\n");
        assertThat(interrupts).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitForAServerThatSaysNothing() throws IOException {
        try (CannedServer server = CannedServer.at(socket, "")) {
            Thread person = new Thread(() -> {
                while (server.asked().isEmpty()) {
                    Thread.onSpinWait();
                }
                interrupts.get(0).run();
            });
            person.start();

            assertThat(run("check", "a", "--path", here())).isEqualTo(130);
        }
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(run("show", "a/b/c/d", "--path", here())).isEqualTo(2);
        assertThat(run("show")).isEqualTo(2);
        assertThat(run("check", "a", "--read-data", "--read-data-subset", "5%")).isEqualTo(2);
        assertThat(run("check", "a", "--password-stdin", "--password-file", "x"))
                .isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void eachHelpOpensWithExamples() {
        for (String command : List.of("show", "dedup", "check", "unlock", "lock")) {
            assertThat(run(command, "--help")).isZero();
            assertThat(out).startsWith("Examples:\n  packhouse repo " + command + " ");
        }
    }

    @Test
    void showTellsWhoIsAtWork() {
        ShowView.Session nas = new ShowView.Session(
                "nas, user root, pid 7", true, Optional.of(Samples.NOW.minusSeconds(600)), 120, true);
        ShowView.Session gone = new ShowView.Session("evil\u001b[31m", false, Optional.empty(), 400, false);
        answer(Samples.sealed().with(List.of(nas, gone)));
        assertThat(run("show", "alice/laptop", "--path", here())).isZero();
        assertThat(out)
                .contains("At work now")
                .containsPattern("nas, user root, pid 7 +exclusive +\\S+ \\S+ +2 min.* ago\n")
                .containsPattern("shared +before the server knew +6 min.* ago, its lock is gone")
                .doesNotContain("\u001b");
        assertThat(run("show", "alice/laptop", "--path", here(), "--json")).isZero();
        assertThat(out).contains("\"sessions\":[{\"who\":\"nas, user root, pid 7\",\"exclusive\":true,\"since\":\"");
    }
}
