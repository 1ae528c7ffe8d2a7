package packhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.admin.HistoryView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.RestoreView;
import packhouse.protocol.admin.TrashView;
import packhouse.protocol.admin.Trouble;
import picocli.CommandLine;

/** {@code packhouse trash}, {@code undo} and {@code repo history}, as a person or a script meets them. */
class TrashCommandsTest {

    private static final TrashView TRASH = new TrashView(
            "alice/laptop",
            2,
            300,
            List.of(new TrashView.File(
                    "data", "ab".repeat(32), 300, Samples.NOW, 7, "prune", "resting", Samples.NOW.plusSeconds(60))));

    @TempDir
    private Path folder = Path.of("");

    private Path socket = Path.of("");
    private String out = "";
    private String err = "";

    @BeforeEach
    void aStateDirectory() throws IOException {
        socket = Files.createDirectory(folder.resolve(".packhouse")).resolve("admin.sock");
    }

    private int run(Callable<Integer> command, String... words) {
        StringWriter output = new StringWriter();
        StringWriter talk = new StringWriter();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--path", folder.toString()));
        int code = new CommandLine(command)
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(talk))
                .execute(all.toArray(String[]::new));
        out = output.toString();
        err = talk.toString();
        return code;
    }

    /** Runs it beside a server that gives this answer. */
    private List<String> asked(Message answer, int code, Callable<Integer> command, String... words)
            throws IOException {
        Files.deleteIfExists(socket);
        String line = new String(RecordJson.line(answer), StandardCharsets.UTF_8);
        try (CannedServer server = CannedServer.at(socket, "HTTP/1.1 200 OK\r\n\r\n" + line)) {
            assertThat(run(command, words)).isEqualTo(code);
            return List.copyOf(server.asked());
        }
    }

    private static TrashEmpty empty(String typed) {
        return new TrashEmpty(Samples.around(), question -> Optional.of(typed).filter(text -> !text.isEmpty()));
    }

    @Test
    void listShowsWhatCanBeHadBackAndUntilWhen() throws IOException {
        assertThat(asked(TRASH, 0, new TrashList(Samples.around()), "alice/laptop"))
                .singleElement()
                .asString()
                .startsWith("POST /api/v1/repos/alice~laptop/trash HTTP/1.0\r\n");

        assertThat(out).isEqualTo("""
                COMMIT  KIND  ID        SIZE   DELETED           RESTS UNTIL
                7       data  abababab  300 B  2026-11-23 12:00  2026-11-23 12:01
                2 files, 300 B; the first 1 are shown
                """);
        assertThat(err).isEmpty();

        asked(new TrashView("a", 0, 0, List.of()), 0, new TrashList(Samples.around()), "a");
        assertThat(out).isEqualTo("0 files, 0 B\n");
    }

    @Test
    void programsGetTheLineOfTheServer() throws IOException {
        asked(TRASH, 0, new TrashList(Samples.around()), "alice/laptop", "--json");

        assertThat(out).isEqualTo(new String(RecordJson.line(TRASH), StandardCharsets.UTF_8));
    }

    @Test
    void restoreSaysWhatCameBackAndEndsWithThreeIfNotAllCould() throws IOException {
        RestoreView all = new RestoreView("a", 8, 2, 300, 1, 0);
        assertThat(asked(all, 0, new TrashRestore(Samples.around()), "a", "4f2a91c0", "config"))
                .singleElement()
                .asString()
                .contains("{\"readData\":\"none\",\"ids\":[\"4f2a91c0\",\"config\"],\"commit\":0,\"all\":false}");
        assertThat(out)
                .isEqualTo("brought back 2 files, 300 B, as commit 8; 1 are there already and stay in the trash\n");

        RestoreView some = new RestoreView("a", 0, 0, 0, 0, 2);
        assertThat(asked(some, 3, new UndoCommand(Samples.around()), "a", "12"))
                .singleElement()
                .asString()
                .contains("\"commit\":12");
        assertThat(out).isEqualTo("brought back 0 files, 0 B; 2 were no longer in the trash\n");
        asked(some, 3, new UndoCommand(Samples.around()), "a", "12", "--json");
    }

    @Test
    void historyTellsDeedByDeed() throws IOException {
        HistoryView.Commit hidden = new HistoryView.Commit(
                1, Samples.NOW, Samples.NOW, "forget", Map.of("snapshots", 2L), 20, Map.of(), 0, 1, 10);
        HistoryView.Commit shown = new HistoryView.Commit(
                2, Samples.NOW, Samples.NOW, "undo", Map.of(), 0, Map.of("snapshots", 1L), 10, 0, 0);
        asked(new HistoryView("a", List.of(shown, hidden)), 0, new RepoHistory(Samples.around()), "a");

        assertThat(out).isEqualTo("""
                COMMIT  TIME              WHAT    FILES        SIZE  IN THE TRASH
                2       2026-11-23 12:00  undo    1 snapshots  10 B
                1       2026-11-23 12:00  forget  2 snapshots  20 B  1, 10 B
                """);

        asked(new HistoryView("a", List.of()), 0, new RepoHistory(Samples.around()), "a");
        assertThat(out).isEqualTo("nothing was deleted\n");
    }

    @Test
    void nothingIsDestroyedUntilThePersonTypesTheName() throws IOException {
        assertThat(asked(TRASH, 1, empty("no"), "a")).hasSize(1);
        assertThat(err).isEqualTo("packhouse: that is not a, nothing was changed\n");

        assertThat(asked(TRASH, 2, empty(""), "a")).hasSize(1);
        assertThat(err).isEqualTo("packhouse: nobody is there to be asked. Cure: --yes\n");

        // This server gives both questions the same answer, which is the wrong kind for the second one only.
        TrashView nothing = new TrashView("a", 0, 0, List.of());
        assertThat(asked(nothing, 0, empty(""), "a")).hasSize(2);
        assertThat(out).isEqualTo("destroyed 0 files, 0 B\n");
    }

    @Test
    void whatIsRefusedIsOneSentenceAndItsExitCode() throws IOException {
        asked(Trouble.NO_REPOSITORY.problem("none here", "look there"), 10, empty("a"), "a");
        assertThat(err).isEqualTo("packhouse: none here. Cure: look there\n");
    }

    @Test
    void wrongUsageAsksNobody() {
        assertThat(run(new TrashRestore(Samples.around()), "a")).isEqualTo(2);
        assertThat(err).startsWith("packhouse: restore what?");
        assertThat(run(new UndoCommand(Samples.around()), "a", "0")).isEqualTo(2);
        assertThat(run(new TrashList(Samples.around()), "a/b/c/d")).isEqualTo(2);
        assertThat(err).isEqualTo("packhouse: 'a/b/c/d' is no repository: write its path, as alice/laptop\n");
        assertThat(run(new TrashList(Samples.around()), "a", "--server", "http://127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(err).startsWith("packhouse: over the network the server only tells whether it is healthy.");
        assertThat(run(new TrashList(Samples.around()), "a", "--server", "unix:" + socket))
                .isEqualTo(16);
    }

    @Test
    void withoutAServerTheDirectoryIsAskedAndWithOfflineAlsoBesideOne() throws IOException {
        List<Offline.Place> places = new ArrayList<>();
        Surroundings around = Samples.around((place, path, inquiry, audience) -> {
            places.add(place);
            return TRASH;
        });
        assertThat(run(new TrashList(around), "alice/laptop")).isZero();
        assertThat(out).contains("2 files, 300 B");
        try (CannedServer server = CannedServer.at(socket, "HTTP/1.1 500 No\r\n\r\n")) {
            assertThat(run(new TrashList(around), "alice/laptop", "--offline")).isZero();
            assertThat(server.asked()).isEmpty();
        }
        assertThat(places)
                .hasSize(2)
                .allSatisfy(place -> assertThat(place.repositories()).isEqualTo(folder));
    }
}
