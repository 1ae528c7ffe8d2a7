package packhouse.it.repack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.it.support.HoldingProxy;
import packhouse.it.support.Patience;
import packhouse.it.support.Program;
import packhouse.it.support.Restic;
import packhouse.it.support.WorkFolder;

/** A laptop that falls asleep in the middle of its backup, and wakes up in a repository that the server has rewritten meanwhile. */
@Execution(ExecutionMode.CONCURRENT)
final class StoppedClientIT {

    private static final int FILE_BYTES = 3 << 20;

    /** So slow that the client has begun before anything is changed. */
    private static final String SLOW = "300K";

    /** So slow that a prune begins before it is over. */
    private static final String STEADY = "600K";

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private final List<Process> clients = new ArrayList<>();

    /** One that is stopped does not end by itself. */
    @AfterEach
    void end() {
        clients.forEach(Process::destroyForcibly);
    }

    private static void signal(Process process, String signal) throws Exception {
        int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    /** Most of the second backup is what the first one saved: it relies on packs that are hidden while it sleeps. */
    private static Path half(Depot depot, Path old) throws IOException {
        Path file = depot.file("second", FILE_BYTES);
        byte[] known = Files.readAllBytes(old);
        byte[] fresh = Files.readAllBytes(file);
        byte[] both = new byte[known.length + fresh.length];
        System.arraycopy(known, 0, both, 0, known.length);
        System.arraycopy(fresh, 0, both, known.length, fresh.length);
        return Files.write(file, both);
    }

    private static List<String> packs(Depot depot) throws IOException {
        return new ArrayList<>(depot.files().keySet().stream()
                .filter(name -> name.startsWith("data/"))
                .toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"OLD_RESTIC", "NEW_RESTIC"})
    void itsBackupIsWholeThoughPacksWereHiddenThatItCountsOn(Program generation) throws Exception {
        try (Depot depot = new Depot(folder, folder.resolve("data"), "--repack-rate", SLOW);
                HoldingProxy proxy = HoldingProxy.before(depot.port(), "POST", "/nas/index/")) {
            Restic restic = depot.client(generation);
            restic.begin(2);
            Path first = depot.file("first", FILE_BYTES);
            Depot.save(restic, first);
            List<String> old = packs(depot);
            Path second = half(depot, first);

            String job = depot.start();
            depot.awaitState(job, "running");
            Process backup =
                    depot.client(generation, proxy.port()).start("backup", "--compression", "off", second.toString());
            clients.add(backup);
            proxy.awaitHeld();
            signal(backup, "STOP");
            List<String> sent = packs(depot);
            assertThat(sent).as("nothing was committed by then").containsAll(old);
            sent.removeAll(old);
            assertThat(sent).isNotEmpty();
            depot.awaitState(job, "done");
            assertThat(packs(depot)).containsAll(sent);
            assertThat(packs(depot).containsAll(old))
                    .as("one of them was replaced")
                    .isFalse();
            depot.assertSound(first);

            proxy.release();
            signal(backup, "CONT");
            assertThat(backup.waitFor(Patience.STEP.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(backup.exitValue()).isZero();
            depot.assertSound(first, second);
        }
    }

    /** What is pruned while a step is under way was planned with: the step is left, and nobody has to wait for anybody. */
    @ParameterizedTest
    @EnumSource(names = {"OLD_RESTIC", "NEW_RESTIC"})
    void aPruneRacesARepackAndBothEndWell(Program generation) throws Exception {
        try (Depot depot = new Depot(folder, folder.resolve("data"), "--repack-rate", STEADY)) {
            Restic restic = depot.client(generation);
            restic.begin(2);
            Depot.save(restic, depot.file("doomed", FILE_BYTES));
            String doomed = restic.list("snapshots").get(0);
            Path kept = half(depot, depot.file("doomed", FILE_BYTES / 2));
            Depot.save(restic, kept);

            String job = depot.start();
            depot.awaitState(job, "running");
            restic.ok("forget", doomed, "--prune", "--max-unused", "0");
            depot.awaitState(job, "done");
            depot.assertSound(kept);
            restic.ok("prune", "--max-unused", "0");
            depot.assertSound(kept);
        }
    }
}
