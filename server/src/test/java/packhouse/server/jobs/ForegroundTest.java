package packhouse.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Repacking;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Views.Problem;
import packhouse.server.keys.Leases;
import packhouse.server.keys.SmallRepository;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.disk.RealDisk;

/** A job without a server: whoever asked for it learns how it ended. */
class ForegroundTest {

    private static final RepoPath REPO = RepoPath.parse("laptop").orElseThrow();

    @TempDir
    private Path folder = Path.of("");

    private final ManualTime time = new ManualTime();
    private final CountingTask.Ledger ledger = new CountingTask.Ledger(10);
    private final List<Message> heard = new ArrayList<>();

    @BeforeEach
    void aRepository() throws IOException {
        SmallRepository.at(folder.resolve("laptop")).addKey("secret");
    }

    private Message repack() throws IOException {
        RealDisk disk = RealDisk.probe(folder, warning -> {});
        JobWorker.Means means = new JobWorker.Means(
                (order, repository) -> new CountingTask(ledger), Leases.none(), SmallRepository.below(folder)::store);
        JobWorker.Place place = new JobWorker.Place(disk, folder.resolve("jobs"), folder, 0, 0, () -> Load.NONE);
        Audience audience = new Audience() {
            @Override
            public void tell(Message message) {
                heard.add(message);
            }

            @Override
            public boolean isGone() {
                return false;
            }
        };
        Optional<Secret> password = Optional.of(new Secret("secret".getBytes(StandardCharsets.UTF_8)));
        return new Foreground(place, means, time, time)
                .answer(REPO, Inquiry.ofRepack(Repacking.USUAL, password), audience);
    }

    @Test
    void itGoesToItsEnd() throws IOException {
        assertThat(repack())
                .isInstanceOfSatisfying(
                        JobView.class, job -> assertThat(job.state()).isEqualTo("done"));
        assertThat(ledger.committed).isEqualTo(ledger.goal);
    }

    /** Nobody is there to try again, so it is no job that waits. */
    @Test
    void aFullDiskIsItsEnd() throws IOException {
        ledger.happening = count -> {
            if (count == 5) {
                throw new NoSpaceException("staging", new IOException("no space left"));
            }
        };
        assertThat(repack()).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo("no-space");
            assertThat(problem.detail()).contains("the disk is full");
        });
        assertThat(ledger.committed).isEqualTo(CountingTask.STEP);
    }
}
