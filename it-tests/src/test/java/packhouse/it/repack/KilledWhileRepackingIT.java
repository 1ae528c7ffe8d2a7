package packhouse.it.repack;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.Packhouse;
import packhouse.it.support.Program;
import packhouse.it.support.Restic;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;

/**
 * A server that is killed again and again while it repacks, and hosts of both generations that back up, forget and prune all the while:
 * the directory stays sound for stock restic, and what was called saved comes back byte by byte. {@code -Dkills=200} makes it a long one.
 */
final class KilledWhileRepackingIT {

    private static final int KILLS = Integer.getInteger("kills", 6);

    /** Files that come or go before the next kill, at most: so it strikes uploads, batches and moves alike. Mostly few. */
    private static final int MOST_CHANGES = 64;

    /** Of all there is, so that none is over before it is struck; in the smallest packs, so that there are many steps. */
    private static final String REPACK = "repack shared --yes --min-age 0 --pack-size 4M"
            + " --duplicates --uncompressed --small-packs --recompress";

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private final Random random = new Random(Long.getLong("seed", 1));
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void nothingThatWasCalledSavedIsLost() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        int port = freePort();
        String address = "rest:http://127.0.0.1:" + port + "/shared/";
        List<Host> hosts = new ArrayList<>();
        hosts.add(host(Program.OLD_RESTIC, "old", address));
        hosts.add(host(Program.NEW_RESTIC, "new", address));
        ExecutorService threads = Executors.newFixedThreadPool(hosts.size());
        try {
            try (ServerProcess first = start(data, port)) {
                // With a real key, which takes each command half a second: else there are so many at each kill that a
                // repack waits for
                // those of whom nobody knows whether they have ended.
                Restic.of(Program.NEW_RESTIC, folder.resolve("home-init"), "rest:" + first.url() + "/shared/")
                        .ok("init");
            }
            List<Future<?>> work = new ArrayList<>();
            hosts.forEach(host -> work.add(threads.submit(host)));
            RepackJobs jobs = new RepackJobs(data.resolve(".packhouse/jobs"));
            killAgainAndAgain(data, jobs, port);
            try (ServerProcess last = start(data, port)) {
                over.set(true);
                for (Future<?> one : work) {
                    one.get();
                }
                await().until(() -> !jobs.isUnderWay());
                assertThat(last.isAlive()).isTrue();
            }
            long struck = jobs.said("is taken up again") + jobs.said("the process ended");
            System.out.println(KILLS + " kills, of which " + struck + " in the middle of a repack; "
                    + jobs.said("done: ") + " repacks done, " + jobs.said("batch ") + " steps; " + hosts);
            assertThat(struck).isPositive();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        assertSound(data, hosts);
    }

    private Host host(Program generation, String name, String address) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        return new Host(Restic.of(generation, folder.resolve("home-" + name), address), name, sources, over);
    }

    private void killAgainAndAgain(Path data, RepackJobs jobs, int port) throws IOException {
        for (int kill = 0; kill < KILLS; kill++) {
            ServerProcess server = start(data, port);
            try {
                awaitStrike(data, jobs, 1 + random.nextInt(1 + random.nextInt(MOST_CHANGES)));
            } catch (RuntimeException e) {
                throw new AssertionError("nothing happens any more; the server said: " + server.log(), e);
            } finally {
                server.kill();
            }
        }
    }

    /** Waits until a repack is at work and so many files came or went since it began. */
    private static void awaitStrike(Path data, RepackJobs jobs, int wanted) throws IOException {
        while (true) {
            await().until(() -> jobs.isUnderWay() || repack(data));
            Set<String> names = TreeState.names(data);
            await().until(() -> !jobs.isUnderWay() || (jobs.isRunning() && changes(names, data) >= wanted));
            if (jobs.isUnderWay()) {
                return;
            }
        }
    }

    private static int changes(Set<String> before, Path data) throws IOException {
        Set<String> now = TreeState.names(data);
        long came = now.stream().filter(name -> !before.contains(name)).count();
        long went = before.stream().filter(name -> !now.contains(name)).count();
        return (int) (came + went);
    }

    private static ServerProcess start(Path data, int port) throws IOException {
        return ServerProcess.start(
                data, Map.of("PACKHOUSE_REPO_PASSWORD", "correct horse"), "--no-auth", "--listen", "127.0.0.1:" + port);
    }

    /** Whether one began; it does not if one is under way already, taken up again after the last kill. */
    private static boolean repack(Path data) throws IOException {
        return new Packhouse(data, Map.of()).run(REPACK.split(" ")).isGood();
    }

    private void assertSound(Path data, List<Host> hosts) throws IOException {
        String directory = data.resolve("shared").toString();
        for (Program generation : List.of(Program.OLD_RESTIC, Program.NEW_RESTIC)) {
            Restic restic = Restic.of(generation, folder.resolve("home-check"), directory);
            restic.run("unlock");
            restic.ok("check", "--read-data");
        }
        for (Host host : hosts) {
            assertThat(host.saved()).isPositive();
            assertThat(host.differences(directory, folder.resolve("restored")))
                    .as("%s", host)
                    .isEmpty();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
