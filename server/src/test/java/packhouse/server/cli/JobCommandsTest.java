package packhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.JobView.Done;
import packhouse.protocol.admin.JobsView;
import packhouse.protocol.admin.LogView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.PlanView;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.Trouble;
import picocli.CommandLine;

/** {@code packhouse repo repack} and {@code packhouse job}, as a person or a script meets them. */
class JobCommandsTest {

    private static final long MIB = 1 << 20;
    private static final PlanView PLAN = new PlanView(
            "alice/laptop",
            "repack",
            11,
            322,
            5_000 * MIB,
            1_900 * MIB,
            3_100 * MIB,
            List.of(new PlanView.Part("hold duplicates", 120, 1_900 * MIB)),
            List.of(new PlanView.Part("came only a moment ago", 1, 64 * MIB)),
            563 * MIB,
            640_000 * MIB,
            720);

    @TempDir
    private Path folder = Path.of("");

    private final List<String> asked = new ArrayList<>();
    private Message last = job("done", "10 packs became 4", "");
    private String out = "";
    private String err = "";

    private static JobView job(String state, String reason, String code) {
        return new JobView(
                "12",
                "repack",
                "alice/laptop",
                state,
                reason,
                code,
                Samples.NOW,
                Optional.of(Samples.NOW.plusSeconds(2)),
                Optional.empty(),
                61_000,
                Optional.of(PLAN),
                4,
                new Done(117, 1_800 * MIB, 700 * MIB, 1_100 * MIB),
                Optional.empty(),
                List.of("2026-11-28T07:00:00Z begins"));
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

    /** A repack in this process: there is no server. */
    private RepoRepack repack(String typed) {
        Offline offline = (place, path, inquiry, audience) -> answer(inquiry);
        Surroundings around = new Surroundings(
                offline,
                Map.of(),
                question -> Optional.empty(),
                InputStream.nullInputStream(),
                false,
                Clock.fixed(Samples.NOW, ZoneOffset.UTC),
                () -> 0,
                stop -> () -> {});
        return new RepoRepack(around, question -> {
            asked.add(question);
            return Optional.of(typed).filter(text -> !text.isEmpty());
        });
    }

    private Message answer(Inquiry inquiry) {
        asked.add((inquiry.repacking().dryRun() ? "plan " : "start ")
                + inquiry.repacking().options().compression());
        return inquiry.repacking().dryRun() ? PLAN : last;
    }

    @Test
    void aRepackShowsItsPlanAndAsks() {
        assertThat(run(repack("y"), "alice/laptop", "--compression", "max")).isZero();

        assertThat(asked).containsExactly("plan max", "Start? [y/N] ", "start max");
        assertThat(out).isEqualTo("""
                Plan for alice/laptop: repack 322 packs in 11 steps
                  120 packs, 1.86 GiB: hold duplicates
                Left alone:
                  1 pack, 64.0 MiB: came only a moment ago
                Reads 4.88 GiB, writes about 1.86 GiB, frees about 3.03 GiB when what was replaced has rested in the trash.
                Takes about 12 min, longer while clients are at work; they may go on. Needs 563 MiB free now, there are 625 GiB.
                job 12 done: 10 packs became 4
                """);
    }

    @Test
    void whoSaysNoOrNothingIsNotRepacked() {
        assertThat(run(repack("n"), "alice/laptop")).isEqualTo(1);
        assertThat(err).contains("nothing was changed");
        assertThat(run(repack(""), "alice/laptop")).isEqualTo(2);
        assertThat(err).contains("--yes").contains("--dry-run");
        assertThat(run(repack(""), "alice/laptop", "--dry-run")).isZero();
        assertThat(asked).doesNotContain("start ");
    }

    @Test
    void yesAsksNobodyAndJsonIsOneDocument() throws IOException {
        assertThat(run(repack(""), "alice/laptop", "--yes", "--json")).isZero();
        assertThat(RecordJson.read(JobView.class, out)).isEqualTo(last);

        assertThat(run(repack(""), "alice/laptop", "--dry-run", "--json")).isZero();
        assertThat(RecordJson.read(PlanView.class, out)).isEqualTo(PLAN);
    }

    @Test
    void theEndOfAJobIsAnExitCode() {
        last = job("done", "3 packs are left alone", JobView.ATTENTION);
        assertThat(run(repack(""), "alice/laptop", "--yes")).isEqualTo(3);
        last = job("failed", "the disk is gone", "no-space");
        assertThat(run(repack(""), "alice/laptop", "--yes")).isEqualTo(14);
        last = job("cancelled", "cancelled", "");
        assertThat(run(repack(""), "alice/laptop", "--yes")).isEqualTo(3);
        last = Trouble.LOCKED.problem("another packhouse uses it", "leave out --offline");
        assertThat(run(repack(""), "alice/laptop", "--yes")).isEqualTo(11);
    }

    @Test
    void whatIsNoSizeOrSpanIsWrongUsage() {
        assertThat(run(repack("y"), "alice/laptop", "--pack-size", "big")).isEqualTo(2);
        assertThat(run(repack("y"), "alice/laptop", "--min-age", "soon")).isEqualTo(2);
        assertThat(run(repack("y"), "alice/laptop", "--max-bytes", "0")).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    /** Runs it beside a server that gives this answer. */
    private List<String> served(Record answer, int code, Callable<Integer> command, String... words)
            throws IOException {
        Path state = Files.createDirectories(folder.resolve(".packhouse"));
        Files.deleteIfExists(state.resolve("admin.sock"));
        String body = new String(RecordJson.document(answer), StandardCharsets.UTF_8);
        try (CannedServer server = CannedServer.at(state.resolve("admin.sock"), CannedServer.whole("200 OK", body))) {
            assertThat(run(command, words)).isEqualTo(code);
            return List.copyOf(server.asked());
        }
    }

    @Test
    void listHasARowForEach() throws IOException {
        JobsView jobs = new JobsView(List.of(job("waiting", "the repository is sealed", "")));

        assertThat(served(jobs, 0, new JobList(Samples.around())).get(0)).startsWith("GET /api/v1/jobs HTTP");
        assertThat(out.lines().toList().get(1))
                .startsWith("12   repack  alice/laptop  waiting  36 %  ")
                .endsWith("1 min    the repository is sealed");
        served(new JobsView(List.of()), 0, new JobList(Samples.around()));
        assertThat(out).isEqualTo("no jobs\n");
    }

    @Test
    void showTellsAllThereIs() throws IOException {
        assertThat(served(job("paused", "", ""), 0, new JobShow(Samples.around()), "12")
                        .get(0))
                .startsWith("GET /api/v1/jobs/12 HTTP");
        assertThat(out)
                .startsWith("Job 12   repack alice/laptop   paused\n")
                .contains(
                        "4 of 11 are done",
                        "117 packs with 1.76 GiB became 700 MiB",
                        "Plan for alice/laptop",
                        " begins");
    }

    @Test
    void ordersArePosted() throws IOException {
        assertThat(served(job("paused", "", ""), 0, new JobPause(Samples.around()), "12")
                        .get(0))
                .startsWith("POST /api/v1/jobs/12/pause HTTP");
        assertThat(out).startsWith("job 12 rests");
        assertThat(served(job("queued", "", ""), 0, new JobResume(Samples.around()), "12")
                        .get(0))
                .startsWith("POST /api/v1/jobs/12/resume HTTP");
        assertThat(served(job("cancelled", "", ""), 0, new JobCancel(Samples.around()), "12")
                        .get(0))
                .startsWith("POST /api/v1/jobs/12/cancel HTTP");
        assertThat(run(new JobCancel(Samples.around()), "twelve")).isEqualTo(2);
    }

    @Test
    void logPrintsItsLines() throws IOException {
        LogView log = new LogView("12", 0, List.of("2026-11-28T07:00:00Z begins", "2026-11-28T07:00:01Z done"), true);

        assertThat(served(log, 0, new JobLog(Samples.around()), "12", "--follow")
                        .get(0))
                .startsWith("GET /api/v1/jobs/12/log?from=0 HTTP");
        assertThat(out).isEqualTo("2026-11-28T07:00:00Z begins\n2026-11-28T07:00:01Z done\n");
    }

    @Test
    void waitEndsWithTheResult() throws IOException {
        served(job("failed", "the disk is gone", "failed"), 1, new JobWait(Samples.around()), "12");
        assertThat(out).isEqualTo("job 12 failed: the disk is gone\n");
        served(job("done", "all well", ""), 0, new JobWait(Samples.around()), "12", "--json");
        assertThat(RecordJson.read(JobView.class, out)).isEqualTo(job("done", "all well", ""));
    }
}
