package packhouse.it.understand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.it.support.Outcome;
import packhouse.it.support.Packhouse;
import packhouse.it.support.Patience;
import packhouse.it.support.Program;
import packhouse.it.support.RandomFiles;
import packhouse.it.support.Restic;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.SlowProxy;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;

/** The commands that look into a repository, as a person or a script meets them: with a server, without one, and while clients work. */
@Execution(ExecutionMode.CONCURRENT)
final class RepoCommandsIT {

    private static final String PASSWORD = "correct horse";

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private Sessions sessions() {
        return new Sessions(folder, Program.NEW_RESTIC, 2, 20_260_404);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Packhouse packhouse() {
        return Packhouse.knowing(PASSWORD, data());
    }

    private void make(String name) throws IOException {
        Sessions sessions = sessions();
        Restic restic = sessions.init(name);
        Path common = sessions.files("common");
        sessions.atOnce(
                name,
                List.of(
                        session -> sessions.backup(session, "one", "off", common),
                        session -> sessions.backup(session, "two", "auto", common)));
        assertThat(restic.list("snapshots")).hasSize(2);
    }

    /** Estimates come from samples, which need not be the same twice. */
    private static JsonNode certain(JsonNode summary) {
        if (summary.path("uncompressed") instanceof ObjectNode uncompressed) {
            uncompressed.remove("expectedSaving");
        }
        return summary;
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "dedup", "check"})
    void theServerAndTheDirectoryGiveTheSameAnswer(String command) throws IOException {
        make("alice/laptop");
        JsonNode without = certain(packhouse().json(0, command, "alice/laptop"));
        assertThat(without.path("repository").asText()).isEqualTo("alice/laptop");
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth")) {
            JsonNode first = certain(packhouse().json(0, command, "alice/laptop"));
            JsonNode again = certain(packhouse().json(0, command, "alice/laptop"));
            JsonNode beside = certain(packhouse().json(0, command, "alice/laptop", "--offline"));
            assertThat(List.of(first, again, beside)).containsOnly(without);
            assertThat(server.isAlive()).isTrue();
        }
        assertThat(packhouse().json(0, command, "alice/laptop", "--offline").path("repository"))
                .isEqualTo(without.path("repository"));
    }

    @Test
    void aCatalogOfTheServerFollowsWhatClientsDo() throws IOException {
        make("changing");
        Sessions sessions = sessions();
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth")) {
            Restic restic = sessions.client("changing").on("rest:" + server.url() + "/changing/");
            assertThat(certain(packhouse().json(0, "dedup", "changing")))
                    .isEqualTo(certain(packhouse().json(0, "dedup", "changing", "--offline")));
            sessions.backup(restic, "three", "max", sessions.files("more"));
            assertThat(certain(packhouse().json(0, "dedup", "changing")))
                    .isEqualTo(certain(packhouse().json(0, "dedup", "changing", "--offline")));
            restic.ok("forget", "--quiet", "--keep-last", "1", "--group-by", "", "--prune", "--max-unused", "0");
            JsonNode pruned = certain(packhouse().json(0, "dedup", "changing"));
            assertThat(pruned).isEqualTo(certain(packhouse().json(0, "dedup", "changing", "--offline")));
            assertThat(pruned.at("/duplicate/copies").asInt()).isZero();
            assertThat(pruned.at("/unused/blobs").asInt()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWrongPasswordIsOneSentenceAndTwelve(boolean served) throws IOException {
        make("locked");
        Packhouse stranger = Packhouse.knowing("wrong", data());
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth")) {
            for (String command : List.of("show", "dedup", "check")) {
                Outcome refused =
                        served ? stranger.run(command, "locked") : stranger.run(command, "locked", "--offline");
                assertThat(refused.exit()).as(refused.toString()).isEqualTo(12);
                assertThat(refused.err().lines()).as(refused.toString()).hasSize(1);
                assertThat(refused.out()).isEmpty();
            }
            assertThat(server.log()).noneMatch(line -> line.contains("Exception"));
        }
    }

    @Test
    void withoutAPasswordShowTellsWhatLiesInTheOpenAndTheOthersWantOne() throws IOException {
        make("sealed");
        Packhouse nobody = new Packhouse(data(), Map.of());

        JsonNode shown = nobody.json(0, "show", "sealed");

        assertThat(shown.at("/keys").size()).isOne();
        assertThat(shown.at("/packs/count").asInt())
                .isEqualTo(TreeState.names(data().resolve("sealed/data")).size());
        assertThat(shown.at("/contents").isMissingNode()
                        || shown.at("/contents").isNull())
                .isTrue();
        assertThat(nobody.run("dedup", "sealed").exit()).isEqualTo(13);
        assertThat(nobody.run("check", "sealed").exit()).isEqualTo(13);
    }

    @Test
    void whereNoRepositoryIsTheExitCodeIsTen() throws IOException {
        make("there");
        for (String command : List.of("show", "dedup", "check")) {
            assertThat(packhouse().run(command, "elsewhere", "--offline").exit())
                    .isEqualTo(10);
        }
    }

    @Test
    void nothingInTheDirectoryChanges() throws IOException {
        make("untouched");
        Map<String, String> before = TreeState.of(data()).files();
        for (String command : List.of("show", "dedup", "check")) {
            assertThat(packhouse().run(command, "untouched", "--offline").exit())
                    .isZero();
        }
        assertThat(packhouse()
                        .run("check", "untouched", "--offline", "--read-data")
                        .exit())
                .isZero();
        assertThat(TreeState.of(data()).files()).isEqualTo(before);
        assertThat(data().resolve(".packhouse")).doesNotExist();
    }

    /** The line stops in the middle of the second pack: packs without index, a temporary, a lock, and a client that waits. */
    @Test
    void aCheckWhileAClientUploadsFindsNoDamage() throws IOException {
        make("uploading");
        Path file = new RandomFiles(11).write(folder.resolve("large"), 64 << 20);
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth");
                SlowProxy line = SlowProxy.stoppingAfter(server.port(), 30 << 20)) {
            Process backup = sessions()
                    .client("uploading")
                    .on("rest:http://127.0.0.1:" + line.port() + "/uploading/")
                    .start("-o", "rest.connections=1", "backup", file.toString());
            try {
                int packs = packs("uploading");
                Patience.await().until(() -> packs("uploading") > packs && isUploading("uploading"));
                assertThat(packhouse()
                                .json(0, "check", "uploading", "--read-data")
                                .path("errors")
                                .asInt())
                        .isZero();
                assertThat(packhouse()
                                .json(0, "check", "uploading", "--read-data", "--offline")
                                .path("errors")
                                .asInt())
                        .isZero();
                assertThat(packhouse()
                                .json(0, "dedup", "uploading")
                                .at("/packs/unindexed")
                                .asInt())
                        .isPositive();
            } finally {
                backup.destroyForcibly().onExit().join();
            }
        }
    }

    private int packs(String name) throws IOException {
        return (int) TreeState.names(data().resolve(name).resolve("data")).stream()
                .filter(path -> path.matches("../[0-9a-f]{64}"))
                .count();
    }

    private boolean isUploading(String name) throws IOException {
        return TreeState.names(data().resolve(name)).stream().anyMatch(path -> path.contains("-temp"));
    }

    @Test
    void helpNamesTheCommands() throws IOException {
        Outcome help = new Packhouse(Files.createDirectories(data()), Map.of()).run("--help");
        assertThat(help.said()).contains("show", "dedup", "check");
    }
}
