package packhouse.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.RepackWish;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Views.Problem;
import packhouse.server.keys.KeyRing;
import packhouse.server.keys.RecordingKeys;
import packhouse.server.keys.SmallRepository;
import packhouse.server.keys.StandingPasswords;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.disk.Space;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Unlocked;

/** The life of jobs, step by step, in the time of a clock that only moves when a job rests. */
class JobsTest {

    private static final RepoPath REPO = RepoPath.parse("alice/laptop").orElseThrow();
    private static final RepoPath OTHER = RepoPath.parse("bob").orElseThrow();
    private static final String PASSWORD = "secret";

    @TempDir
    private static Path served = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    private final ManualTime time = new ManualTime();
    private final CountingTask.Ledger ledger = new CountingTask.Ledger(10);
    private final List<String> told = new ArrayList<>();
    private final List<Throwable> bugs = new ArrayList<>();
    private Space space = new Space(1L << 40, 1L << 40);
    private Load load = Load.NONE;
    private Runnable asleep = () -> {};

    @SuppressWarnings("NullAway.Init")
    private Repositories repositories;

    @SuppressWarnings("NullAway.Init")
    private KeyRing ring;

    @SuppressWarnings("NullAway.Init")
    private Jobs jobs;

    @BeforeAll
    static void makeRepositories() throws IOException {
        SmallRepository.at(served.resolve("alice").resolve("laptop")).addKey(PASSWORD);
        SmallRepository.at(served.resolve("bob")).addKey(PASSWORD);
    }

    @BeforeEach
    void begin() throws IOException {
        repositories = SmallRepository.below(served);
        ring = new KeyRing(repositories::store, new StandingPasswords(Map.of()), time, new RecordingKeys());
        jobs = start();
    }

    private void unlock(RepoPath path) throws IOException {
        ring.unlock(path, secret(), Optional.empty());
    }

    private static Secret secret() {
        return new Secret(PASSWORD.getBytes(StandardCharsets.UTF_8));
    }

    /** A process that begins, with what the last one left. */
    private Jobs start() throws IOException {
        JobReport report = new JobReport() {
            @Override
            public void told(JobView job, String what) {
                told.add(job.id() + " " + what);
            }

            @Override
            public void trouble(String what) {
                told.add("trouble: " + what);
            }

            @Override
            public void bug(JobView job, Throwable cause) {
                bugs.add(cause);
            }
        };
        Disk disk = RealDisk.probe(folder, warning -> {});
        JobRun.Tools tools = new JobRun.Tools(
                (order, repository) -> new CountingTask(ledger),
                new Throttle(new Pace(0), () -> load, time, this::sleep),
                new Room(0),
                () -> space,
                report,
                time,
                time,
                job -> {},
                (job, line) -> {});
        JobMemory memory = new JobMemory(new JobStore(disk, folder.resolve("jobs")), report, time, time);
        Jobs started = new Jobs(memory, new JobKeys(ring, repositories::store), tools);
        started.load();
        return started;
    }

    private void sleep(long nanos) {
        time.sleep(nanos);
        asleep.run();
    }

    private JobView add(RepoPath path) throws IOException {
        return (JobView) jobs.add(new Order.Repack(path, RepackWish.USUAL), Optional.empty());
    }

    private JobView show(String id) {
        return (JobView) jobs.show(id);
    }

    private static String code(Message refusal) {
        return ((Problem) refusal).code();
    }

    @Test
    void aJobIsPlannedDoneAndRemembered() throws IOException {
        unlock(REPO);
        assertThat(add(REPO).id()).isEqualTo("1");
        assertThat(show("1").state()).isEqualTo("queued");
        assertThat(jobs.step()).isTrue();

        JobView done = show("1");
        assertThat(done.state()).isEqualTo("done");
        assertThat(done.reason()).isEqualTo("counted to 10");
        assertThat(done.done()).isEqualTo(new JobView.Done(10, 10_000, 10, 10));
        assertThat(done.batch()).isEqualTo(4);
        assertThat(done.plan().orElseThrow().batches()).isEqualTo(4);
        assertThat(jobs.step()).isFalse();
        assertThat(start().show("1")).isEqualTo(done);
        assertThat(told).containsExactly("1 begins", "1 done: counted to 10");
    }

    @Test
    void whatIsThereToSeeWhileItWorks() throws IOException {
        unlock(REPO);
        add(REPO);
        List<JobView> seen = new ArrayList<>();
        ledger.happening = count -> {
            time.pass(Duration.ofSeconds(1));
            seen.add(show("1"));
        };
        jobs.step();

        JobView last = seen.get(9);
        assertThat(last.state()).isEqualTo("running");
        assertThat(last.batch()).isEqualTo(3);
        assertThat(last.workedMillis()).isEqualTo(10_000);
        assertThat(last.share().orElseThrow()).isEqualTo(0.9);
        assertThat(last.lines()).last().asString().endsWith("counted to 9");
        assertThat(jobs.list().get(0).lines()).isEmpty();
    }

    @Test
    void aPlanWithoutStepsIsTheEnd() throws IOException {
        unlock(REPO);
        ledger.committed = 10;
        add(REPO);
        jobs.step();

        assertThat(show("1").state()).isEqualTo("done");
        assertThat(show("1").reason()).isEqualTo("there is nothing to do");
    }

    @Test
    void oneThatIsPausedEndsItsRunBetweenTwoBlobsAndKeepsWhatItCommitted() throws IOException {
        unlock(REPO);
        add(REPO);
        ledger.happening = count -> {
            if (count == 5) {
                assertThat(jobs.pause("1")).isInstanceOf(JobView.class);
            }
        };
        jobs.step();

        assertThat(show("1").state()).isEqualTo("paused");
        assertThat(ledger.counted).isEqualTo(5);
        assertThat(ledger.committed).isEqualTo(3);
        assertThat(jobs.step()).isFalse();
        jobs = start();
        assertThat(jobs.step()).isFalse();
        assertThat(show("1").state()).isEqualTo("paused");

        ledger.happening = count -> {};
        jobs.resume("1");
        assertThat(jobs.step()).isTrue();
        assertThat(show("1").state()).isEqualTo("done");
        assertThat(show("1").done().packs()).isEqualTo(10);
        assertThat(ledger.calls).containsExactly("plan 10", "close", "plan 7", "close");
    }

    @Test
    void resumedBeforeItRestsItGoesOn() throws IOException {
        unlock(REPO);
        add(REPO);
        ledger.happening = count -> {
            if (count == 5) {
                jobs.pause("1");
                jobs.resume("1");
            }
        };
        jobs.step();

        assertThat(show("1").state()).isEqualTo("done");
        assertThat(ledger.counted).isEqualTo(10);
    }

    @Test
    void oneThatIsCancelledEndsForGood() throws IOException {
        unlock(REPO);
        add(REPO);
        ledger.happening = count -> {
            if (count == 8) {
                jobs.cancel("1");
            }
        };
        jobs.step();

        assertThat(show("1").state()).isEqualTo("cancelled");
        assertThat(ledger.committed).isEqualTo(6);
        assertThat(code(jobs.resume("1"))).isEqualTo("job-state");
        assertThat(code(jobs.pause("1"))).isEqualTo("job-state");
        assertThat(jobs.step()).isFalse();
    }

    @Test
    void oneThatHasNotBegunIsCancelledAtOnce() throws IOException {
        add(REPO);
        jobs.cancel("1");

        assertThat(show("1").state()).isEqualTo("cancelled");
        assertThat(code(jobs.cancel("2"))).isEqualTo("no-job");
        assertThat(code(jobs.show("x"))).isEqualTo("no-job");
    }

    @Test
    void aSealedRepositoryIsWaitedForAndOthersGoFirst() throws IOException {
        unlock(OTHER);
        add(REPO);
        add(OTHER);
        assertThat(jobs.step()).isTrue();

        assertThat(show("1").state()).isEqualTo("waiting");
        assertThat(show("1").reason()).contains("sealed").contains("packhouse repo unlock alice/laptop");
        assertThat(show("2").state()).isEqualTo("done");
        ledger.committed = 0;
        unlock(REPO);
        assertThat(jobs.step()).isTrue();
        assertThat(show("1").state()).isEqualTo("done");
    }

    @Test
    void oneWhoseRepositoryIsLockedMeanwhileWaits() throws IOException {
        unlock(REPO);
        add(REPO);
        ledger.happening = count -> {
            if (count == 5) {
                ring.lock(REPO);
            }
        };
        jobs.step();

        assertThat(show("1").state()).isEqualTo("waiting");
        assertThat(ledger.counted).isEqualTo(5);
        assertThat(bugs).isEmpty();
    }

    @Test
    void aKeyOfItsOwnLastsAsLongAsTheJobOrThePersonWants() throws IOException {
        jobs.add(new Order.Repack(REPO, RepackWish.USUAL), Optional.of(key()));
        ledger.happening = count -> {
            if (count == 5) {
                jobs.pause("1");
            }
        };
        jobs.step();
        jobs.resume("1");
        ledger.happening = count -> {
            if (count == 8) {
                jobs.seal(REPO);
            }
        };
        jobs.step();

        assertThat(show("1").state()).isEqualTo("waiting");
        assertThat(ledger.committed).isEqualTo(6);
        assertThat(jobs.step()).isFalse();
    }

    @Test
    void afterARestartAKeyOfItsOwnIsGone() throws IOException {
        jobs.add(new Order.Repack(REPO, RepackWish.USUAL), Optional.of(key()));
        jobs = start();

        assertThat(jobs.step()).isFalse();
        assertThat(show("1").state()).isEqualTo("waiting");
    }

    private RepositoryKey key() throws IOException {
        try (Unlocked opened = Unlocked.open(repositories.store(REPO).orElseThrow(), secret().bytes())) {
            return opened.key().copy();
        }
    }

    @Test
    void aStepWaitsForRoomAndSaysSo() throws IOException {
        unlock(REPO);
        add(REPO);
        space = new Space(1L << 40, 3_599);
        List<String> waiting = new ArrayList<>();
        asleep = () -> {
            waiting.add(show("1").state() + ": " + show("1").reason());
            if (waiting.size() == 100) {
                space = new Space(1L << 40, 3_600);
            }
        };
        jobs.step();

        assertThat(waiting)
                .hasSizeGreaterThanOrEqualTo(100)
                .containsOnly("waiting: needs 3.52 KiB free, there are 3.51 KiB");
        assertThat(show("1").state()).isEqualTo("done");
        assertThat(told)
                .containsExactly(
                        "1 begins",
                        "1 waits: needs 3.52 KiB free, there are 3.51 KiB",
                        "1 goes on",
                        "1 done: counted to 10");
    }

    @Test
    void whileItWaitsItCanBeCancelled() throws IOException {
        unlock(REPO);
        add(REPO);
        space = new Space(1L << 40, 0);
        asleep = () -> jobs.cancel("1");
        jobs.step();

        assertThat(show("1").state()).isEqualTo("cancelled");
        assertThat(ledger.counted).isZero();
    }

    @Test
    void itRestsWhileClientsWork() throws IOException {
        unlock(REPO);
        add(REPO);
        load = new Load(1, 1);
        ledger.happening = count -> time.pass(Duration.ofMillis(100));
        jobs.step();

        // Ten blobs of 100 ms, at first half of the time, at last a tenth of it.
        assertThat(show("1").workedMillis()).isBetween(6_000L, 10_000L);
    }

    @Test
    void aJobThatEndedItsProcessTwiceIsHeld() throws IOException {
        unlock(REPO);
        add(REPO);
        ledger.happening = count -> {
            throw new ProcessEnds();
        };
        crash();
        assertThat(show("1").state()).isEqualTo("queued");
        crash();

        assertThat(show("1").state()).isEqualTo("failed");
        assertThat(show("1").reason()).contains("ended 2 times");
        assertThat(jobs.step()).isFalse();
    }

    @Test
    void oneThatFailedBeginsAgainWhenItIsToldTo() throws IOException {
        unlock(REPO);
        add(REPO);
        ledger.happening = count -> {
            if (count == 5) {
                throw new IOException("the disk had a bad day");
            }
        };
        jobs.step();
        assertThat(show("1").state()).isEqualTo("failed");
        assertThat(jobs.step()).isFalse();

        ledger.happening = count -> {};
        JobView resumed = (JobView) jobs.resume("1");
        assertThat(resumed.state()).isEqualTo("queued");
        assertThat(resumed.reason() + resumed.code()).isEmpty();
        assertThat(resumed.endedAt()).isEmpty();
        jobs = start();
        assertThat(show("1").state()).as("after a restart").isEqualTo("queued");
        assertThat(jobs.step()).isTrue();
        assertThat(show("1").state()).isEqualTo("done");
        assertThat(show("1").done().packs()).as("nothing twice").isEqualTo(10);
    }

    @Test
    void oneThatFailedDoesNotBeginAgainBesideAnotherOfItsRepository() throws IOException {
        unlock(REPO);
        add(REPO);
        ledger.happening = count -> {
            throw new IOException("the disk had a bad day");
        };
        jobs.step();
        add(REPO);
        assertThat(code(jobs.resume("1"))).isEqualTo("busy");
        assertThat(show("1").state()).isEqualTo("failed");
    }

    @Test
    void whatIsDoneSaysHowToGoOn() throws IOException {
        unlock(REPO);
        add(REPO);
        jobs.step();
        Problem problem = (Problem) jobs.resume("1");
        assertThat(problem.code()).isEqualTo("job-state");
        assertThat(problem.hint()).startsWith("packhouse repo repack alice/laptop ");
    }

    @Test
    void aStepInBetweenShowsThatItIsNotTheJob() throws IOException {
        unlock(REPO);
        add(REPO);
        for (int i = 0; i < 3; i++) {
            int last = ledger.committed;
            ledger.happening = count -> {
                if (count > last + CountingTask.STEP) {
                    throw new ProcessEnds();
                }
            };
            crash();
            assertThat(show("1").state()).isEqualTo("queued");
        }
        ledger.happening = count -> {};
        jobs.step();

        assertThat(show("1").state()).isEqualTo("done");
        assertThat(show("1").done().packs()).isEqualTo(10);
    }

    /** Of a process that ends here nothing more is written: what it had written is put back. */
    private static final class ProcessEnds extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void crash() throws IOException {
        CountingTask.Happening end = ledger.happening;
        byte[][] left = new byte[1][];
        Path file = folder.resolve("jobs").resolve("1.json");
        ledger.happening = count -> {
            try {
                end.at(count);
            } catch (ProcessEnds e) {
                left[0] = Files.readAllBytes(file);
                throw e;
            }
        };
        jobs.step();
        Files.write(file, left[0]);
        bugs.clear();
        jobs = start();
    }

    @Test
    void aServerThatStopsTakesItUpAgain() throws IOException {
        unlock(REPO);
        add(REPO);
        ledger.happening = count -> {
            if (count == 5) {
                jobs.stop();
            }
        };
        for (int i = 0; i < 3; i++) {
            ledger.committed = 3;
            jobs.step();
            assertThat(show("1").state()).isEqualTo("queued");
            assertThat(jobs.step()).isFalse();
            jobs = start();
        }
        ledger.happening = count -> {};
        jobs.step();

        assertThat(show("1").state()).isEqualTo("done");
    }

    @Test
    void troubleOutsideFailsItWithASentence() throws IOException {
        unlock(REPO);
        add(REPO);
        ledger.happening = count -> {
            throw new IOException("data/ab/abcd: input/output error");
        };
        jobs.step();

        assertThat(show("1").state()).isEqualTo("failed");
        assertThat(show("1").code()).isEqualTo("failed");
        assertThat(show("1").reason()).isEqualTo("data/ab/abcd: input/output error");
        assertThat(bugs).isEmpty();
    }

    @Test
    void aBugFailsItAndIsReported() throws IOException {
        unlock(REPO);
        add(REPO);
        ledger.happening = count -> {
            throw new UncheckedIOException(new IOException("a bug"));
        };
        jobs.step();

        assertThat(show("1").state()).isEqualTo("failed");
        assertThat(bugs).hasSize(1);
    }

    private void beginOnAFullDisk() throws IOException {
        unlock(REPO);
        add(REPO);
        ledger.happening = count -> {
            throw new NoSpaceException("staging", new IOException("no space left"));
        };
        jobs.step();
    }

    @Test
    void afterAFullDiskItIsTriedAgainLater() throws IOException {
        beginOnAFullDisk();
        assertThat(show("1").state()).isEqualTo("waiting");
        assertThat(show("1").reason()).contains("the disk is full");
        assertThat(jobs.step()).isFalse();

        ledger.happening = count -> {};
        time.pass(Limits.AFTER_FULL_DISK);
        assertThat(jobs.step()).isTrue();
        assertThat(show("1").state()).isEqualTo("done");
    }

    @Test
    void whoIsToEndDoesNotWaitForRoom() throws IOException {
        unlock(REPO);
        add(REPO);
        ledger.happening = count -> {
            jobs.cancel("1");
            throw new NoSpaceException("staging", new IOException("no space left"));
        };
        jobs.step();
        assertThat(show("1").state()).isEqualTo("cancelled");
    }

    /** Else a job that was begun with a password of its own keeps a core busy after a restart. */
    @Test
    void aJobThatCanDoNothingIsNotTriedWithoutAPause() throws IOException, InterruptedException {
        add(REPO);
        assertThat(jobs.awaitNews(Duration.ZERO)).as("it was added").isTrue();
        assertThat(jobs.step()).isFalse();
        assertThat(show("1").state()).isEqualTo("waiting");
        assertThat(jobs.awaitNews(Duration.ZERO)).isFalse();
        assertThat(jobs.step()).isFalse();
        assertThat(jobs.awaitNews(Duration.ZERO)).isFalse();
    }

    @Test
    void whoHasMadeRoomNeedNotWait() throws IOException {
        beginOnAFullDisk();
        assertThat(jobs.step()).isFalse();

        ledger.happening = count -> {};
        assertThat(((JobView) jobs.resume("1")).state()).isEqualTo("queued");
        assertThat(jobs.step()).isTrue();
        assertThat(show("1").state()).isEqualTo("done");
    }

    @Test
    void oneJobOfAKindForEachRepository() throws IOException {
        add(REPO);
        Message refusal = jobs.add(new Order.Repack(REPO, RepackWish.USUAL), Optional.empty());

        assertThat(code(refusal)).isEqualTo("busy");
        assertThat(((Problem) refusal).hint()).isEqualTo("packhouse job show 1");
        jobs.cancel("1");
        assertThat(add(REPO).id()).isEqualTo("2");
    }

    @Test
    void nobodyLooksAtAPlanWhileAJobIsAtWorkThereNorTheOtherWayRound() throws IOException {
        unlock(REPO);
        add(REPO);
        assertThat(jobs.claim(REPO)).isTrue();
        assertThat(jobs.step()).isFalse();
        jobs.release(REPO);
        ledger.happening = count -> assertThat(jobs.claim(REPO)).isFalse();
        jobs.step();

        assertThat(show("1").state()).isEqualTo("done");
    }

    @Test
    void theOldestIsForgottenInTheEnd() throws IOException {
        for (int i = 0; i <= Limits.MAX_OVER; i++) {
            jobs.cancel(add(REPO).id());
        }

        assertThat(jobs.list()).hasSize(Limits.MAX_OVER);
        assertThat(code(jobs.show("1"))).isEqualTo("no-job");
        assertThat(folder.resolve("jobs").resolve("1.json")).doesNotExist();
        assertThat(folder.resolve("jobs").resolve("1.log")).doesNotExist();
        assertThat(start().list()).isEqualTo(jobs.list());
    }

    @Test
    void aFileThatCannotBeReadIsPassedOverAndKeepsItsNumber() throws IOException {
        jobs.cancel(add(REPO).id());
        Files.writeString(folder.resolve("jobs").resolve("7.json"), "{\"format\":1,\"job\":{}");
        Files.writeString(folder.resolve("jobs").resolve("8.json.new"), "half");
        jobs = start();

        assertThat(told).last().asString().startsWith("trouble: ").contains("7.json");
        assertThat(jobs.list()).hasSize(1);
        assertThat(add(REPO).id()).isEqualTo("8");
    }
}
