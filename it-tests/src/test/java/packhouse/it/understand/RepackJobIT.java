package packhouse.it.understand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import packhouse.it.support.Outcome;
import packhouse.it.support.Packhouse;
import packhouse.it.support.Patience;
import packhouse.it.support.Program;
import packhouse.it.support.Restic;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;

/** Repacks as an owner meets them: a plan, a job of a running server, its life; and the same without a server. */
@Execution(ExecutionMode.CONCURRENT)
final class RepackJobIT {

    private static final String PASSWORD = "correct horse";
    private static final String REPO = "alice/laptop";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** So slow that a person is faster. */
    private static final String SLOW = "40K";

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private Packhouse packhouse() {
        return Packhouse.knowing(PASSWORD, data());
    }

    private Packhouse stranger() {
        return new Packhouse(data(), Map.of());
    }

    private ServerProcess serve(String... flags) throws IOException {
        return ServerProcess.start(data(), Map.of("PACKHOUSE_REPO_PASSWORD", PASSWORD), flags);
    }

    /** Two hosts that uploaded the same files at the same time, uncompressed. */
    private Restic make() throws IOException {
        Sessions sessions = new Sessions(folder, Program.NEW_RESTIC, 2, 20_261_128);
        Restic restic = sessions.init(REPO);
        Path common = sessions.files("common");
        sessions.atOnce(
                REPO,
                List.of(
                        session -> sessions.backup(session, "one", "off", common),
                        session -> sessions.backup(session, "two", "off", common)));
        return restic;
    }

    private void assertSound(Restic restic) throws IOException {
        restic.ok("check", "--read-data");
        Path restored = folder.resolve("restored");
        restic.ok("restore", "latest", "--quiet", "--host", "one", "--target", restored.toString());
        Path common = folder.resolve("common");
        assertThat(TreeState.of(restored.resolve(common.toString().substring(1))))
                .isEqualTo(TreeState.of(common));
    }

    private static Outcome good(Outcome outcome) {
        assertThat(outcome.exit()).as(outcome.toString()).isZero();
        return outcome;
    }

    private JsonNode job(String id) throws IOException {
        return JSON.readTree(
                good(packhouse().command("job", "show", id, "--json")).out());
    }

    private void awaitState(String id, String state) {
        Patience.await().until(() -> job(id).path("state").asText().equals(state));
    }

    private String start() throws IOException {
        Outcome started = good(stranger().run("repack", REPO, "--min-age", "0", "--yes", "--json"));
        return JSON.readTree(started.out()).path("id").asText();
    }

    @Test
    void aRepackOfARunningServerLeavesEachBlobOnceAndCompressed() throws IOException {
        Restic restic = make();
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth")) {
            Outcome sealed = stranger().run("repack", REPO, "--min-age", "0", "--yes");
            assertThat(sealed.exit()).as(sealed.toString()).isEqualTo(13);
            Outcome done = good(packhouse().run("repack", REPO, "--min-age", "0", "--yes", "--wait"));
            assertThat(done.out()).contains("Plan for " + REPO + ": repack ").contains("job 1 done: ");

            Restic served = restic.on("rest:" + server.url() + "/" + REPO + "/");
            assertSound(served);
            JsonNode now = packhouse().json(0, "dedup", REPO);
            assertThat(now.at("/duplicate/copies").asLong()).isZero();
            assertThat(now.at("/uncompressed/blobs").asLong()).isZero();
            assertThat(good(packhouse().run("repack", REPO, "--min-age", "0", "--yes"))
                            .out())
                    .contains("there is nothing to repack");

            assertThat(good(packhouse().command("job", "list")).out()).contains("1", "repack", REPO, "done", "100 %");
            assertThat(good(packhouse().command("job", "log", "1", "--follow")).out())
                    .contains(" commit ", " done: ");
            assertThat(packhouse().command("job", "cancel", "1").exit()).isEqualTo(1);
            assertThat(packhouse().command("job", "show", "77").exit()).isEqualTo(2);
            assertThat(server.log())
                    .filteredOn(line -> line.contains(" jobs "))
                    .hasSize(2)
                    .noneMatch(line -> line.contains("ERROR"));
        }
        assertSound(restic);
    }

    @Test
    void whoReadsTheDirectoryItselfStillFindsThePacksThatHisIndexNames() throws IOException {
        Restic restic = make();
        List<String> before = packs();
        List<String> replaced = new ArrayList<>(before);
        try (ServerProcess server = serve("--no-auth", "--trash-unused", "7d", "--direct-access", "readers")) {
            good(stranger().run("repack", REPO, "--min-age", "0", "--yes", "--wait"));
            assertThat(packs()).containsAll(before).hasSizeGreaterThan(before.size());
            Restic served = restic.on("rest:" + server.url() + "/" + REPO + "/");
            replaced.removeAll(served.list("packs"));
            assertThat(replaced).as("clients of the server see them no more").isNotEmpty();
            restic.ok("check", "--read-data", "--no-lock");
            assertSound(served);
        }
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth")) {
            Restic served = restic.on("rest:" + server.url() + "/" + REPO + "/");
            assertThat(served.list("packs"))
                    .as("nor after a restart")
                    .isNotEmpty()
                    .doesNotContainAnyElementsOf(replaced);
        }
        restic.ok("check", "--read-data");
    }

    private List<String> packs() throws IOException {
        try (Stream<Path> files = Files.walk(data().resolve(REPO).resolve("data"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    @Test
    void nobodyAtATerminalHasToSayYesAndAPlanChangesNothing() throws IOException {
        make();
        TreeState before = TreeState.of(data().resolve(REPO));
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth")) {
            Outcome asked = packhouse().run("repack", REPO, "--min-age", "0");
            assertThat(asked.exit()).as(asked.toString()).isEqualTo(2);
            assertThat(asked.err()).contains("--yes");
            JsonNode plan = packhouse().json(0, "repack", REPO, "--min-age", "0", "--dry-run");
            assertThat(plan.path("batches").asLong()).isPositive();
            assertThat(packhouse()
                            .json(0, "repack", REPO, "--dry-run")
                            .path("batches")
                            .asLong())
                    .isZero();
            assertThat(packhouse()
                            .json(0, "repack", REPO, "--min-age", "0", "--dry-run", "--offline")
                            .path("packs"))
                    .isEqualTo(plan.path("packs"));
            assertThat(packhouse()
                            .run("repack", REPO, "--compression", "best", "--yes")
                            .exit())
                    .isEqualTo(2);
            assertThat(server.isAlive()).isTrue();
        }
        assertThat(TreeState.of(data().resolve(REPO))).isEqualTo(before);
    }

    @Test
    void withoutAServerItIsDoneAtOnceUnlessOneHoldsTheDirectory() throws IOException {
        Restic restic = make();
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth")) {
            Outcome refused = packhouse().run("repack", REPO, "--min-age", "0", "--yes", "--offline");
            assertThat(refused.exit()).as(refused.toString()).isEqualTo(11);
            assertThat(server.isAlive()).isTrue();
        }
        Outcome done = good(packhouse().run("repack", REPO, "--min-age", "0", "--yes"));
        assertThat(done.out()).contains("done: ");
        assertSound(restic);
        try (ServerProcess server = ServerProcess.start(data(), "--no-auth")) {
            restic.on("rest:" + server.url() + "/" + REPO + "/").ok("check", "--read-data");
        }
    }

    @Test
    void aJobRestsGoesOnAndEndsWhenItIsTold() throws IOException {
        Restic restic = make();
        try (ServerProcess server = serve("--no-auth", "--repack-rate", SLOW)) {
            String id = start();
            awaitState(id, "running");
            assertThat(stranger().run("repack", REPO, "--min-age", "0", "--yes").exit())
                    .isEqualTo(1);
            good(packhouse().command("job", "pause", id));
            awaitState(id, "paused");
            good(packhouse().command("job", "resume", id));
            awaitState(id, "running");
            good(packhouse().command("job", "cancel", id));
            assertThat(packhouse().command("job", "wait", id).exit()).isEqualTo(3);
            assertThat(job(id).path("state").asText()).isEqualTo("cancelled");
            restic.on("rest:" + server.url() + "/" + REPO + "/").ok("check", "--read-data");
        }
        assertSound(restic);
    }

    @Test
    void afterAKillTheNextServerTakesItUpAgain() throws IOException {
        Restic restic = make();
        String id;
        try (ServerProcess server = serve("--no-auth", "--repack-rate", SLOW)) {
            id = start();
            awaitState(id, "running");
            server.kill();
        }
        restic.ok("check", "--read-data");
        try (ServerProcess server = serve("--no-auth")) {
            Outcome done = good(packhouse().command("job", "wait", id));
            assertThat(done.out()).contains("job " + id + " done");
            assertThat(server.log()).anyMatch(line -> line.contains("is taken up again"));
        }
        assertSound(restic);
        assertThat(Files.exists(data().resolve(".packhouse/jobs/" + id + ".json")))
                .isTrue();
    }
}
