package packhouse.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.JobsView;
import packhouse.protocol.admin.LogView;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Views;
import packhouse.server.jobs.IdleJobs;
import packhouse.server.keys.SmallRepository;

/** Jobs over the owner's socket: seen, told to rest, to go on and to end. */
class JobDeskTest {

    private static final String REPO = "alice/laptop";

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private RunningAdmin admin;

    @BeforeEach
    void begin() throws IOException {
        SmallRepository.at(folder.resolve("alice").resolve("laptop")).addKey("secret");
        admin = new RunningAdmin(
                folder, (path, inquiry, audience) -> Trouble.FAILED.problem("", ""), () -> true, () -> true);
    }

    @AfterEach
    void end() throws IOException {
        admin.close();
    }

    private String ask(String method, String path) throws IOException {
        return admin.exchange(admin.socket, method + " " + path + " HTTP/1.0\r\n\r\n");
    }

    private <T extends Record> T read(Class<T> type, String method, String path) throws IOException {
        return RecordJson.read(type, RunningAdmin.body(ask(method, path)));
    }

    private String code(String method, String path) throws IOException {
        return read(Views.Problem.class, method, path).code();
    }

    private void unlock() throws IOException {
        Secret secret = new Secret("secret".getBytes(StandardCharsets.UTF_8));
        admin.keys.unlock(RepoPath.parse(REPO).orElseThrow(), secret, Optional.empty());
    }

    @Test
    void jobsAreListedShownAndLogged() throws IOException {
        assertThat(read(JobsView.class, "GET", "/api/v1/jobs").jobs()).isEmpty();
        IdleJobs.add(admin.jobs, REPO);
        unlock();
        IdleJobs.step(admin.jobs);

        assertThat(read(JobsView.class, "GET", "/api/v1/jobs").jobs())
                .extracting(JobView::state)
                .containsExactly("done");
        assertThat(read(JobView.class, "GET", "/api/v1/jobs/1").plan()).isPresent();
        LogView log = read(LogView.class, "GET", "/api/v1/jobs/1/log?from=1");
        assertThat(log.first()).isEqualTo(1);
        assertThat(log.isOver()).isTrue();
        assertThat(log.lines()).last().asString().endsWith("done: counted to 10");
    }

    @Test
    void aJobIsToldToRestGoOnAndEnd() throws IOException {
        IdleJobs.add(admin.jobs, REPO);

        assertThat(read(JobView.class, "POST", "/api/v1/jobs/1/pause").state()).isEqualTo("paused");
        assertThat(read(JobView.class, "POST", "/api/v1/jobs/1/resume").state()).isEqualTo("queued");
        assertThat(read(JobView.class, "POST", "/api/v1/jobs/1/cancel").state()).isEqualTo("cancelled");
        assertThat(code("POST", "/api/v1/jobs/1/resume")).isEqualTo("job-state");
    }

    @Test
    void whatThereIsNotIsSaid() throws IOException {
        assertThat(code("GET", "/api/v1/jobs/7")).isEqualTo("no-job");
        assertThat(code("GET", "/api/v1/jobs/7/log")).isEqualTo("no-job");
        assertThat(code("POST", "/api/v1/jobs/7/cancel")).isEqualTo("no-job");
        assertThat(code("GET", "/api/v1/jobs/1/log?from=x")).isEqualTo("bad-request");
        assertThat(code("GET", "/api/v1/jobs/1/sing")).isEqualTo("bad-request");
        assertThat(code("POST", "/api/v1/jobs")).isEqualTo("method-not-allowed");
        assertThat(code("GET", "/api/v1/jobs/1/cancel")).isEqualTo("method-not-allowed");
        assertThat(admin.report.troubles).isEmpty();
    }

    @Test
    void strangersLearnNothingOfJobs() throws IOException {
        IdleJobs.add(admin.jobs, REPO);

        assertThat(admin.exchange(admin.tcp, "GET /api/v1/jobs HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
        assertThat(admin.exchange(admin.tcp, "POST /api/v1/jobs/1/cancel HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
        assertThat(read(JobView.class, "GET", "/api/v1/jobs/1").state()).isEqualTo("queued");
    }

    @Test
    void lockingARepositoryTakesTheKeyFromItsJobsToo() throws IOException {
        IdleJobs.add(admin.jobs, REPO);
        unlock();
        assertThat(ask("POST", "/api/v1/repos/alice~laptop/lock")).startsWith("HTTP/1.1 204");

        assertThat(IdleJobs.step(admin.jobs)).isFalse();
        assertThat(read(JobView.class, "GET", "/api/v1/jobs/1").state()).isEqualTo("waiting");
    }
}
