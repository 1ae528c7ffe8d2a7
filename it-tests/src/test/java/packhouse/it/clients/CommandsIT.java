package packhouse.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.it.support.Program;
import packhouse.it.support.RandomFiles;
import packhouse.it.support.RealTree;
import packhouse.it.support.Restic;
import packhouse.it.support.Site;
import packhouse.it.support.Transport;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;

/** Every command of restic that changes a repository works, over each transport, and leaves it whole and without locks. */
@Execution(ExecutionMode.CONCURRENT)
final class CommandsIT {

    private static final int FILE_BYTES = 3 << 20;
    private static final long SMALL_TREE = 8L << 20;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private final RandomFiles random = new RandomFiles(2);

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("packhouse.it.clients.Pairs#all")
    void snapshotsAreMarkedForgottenAndPruned(Program generation, Transport transport) throws IOException {
        try (Site served = Site.over(transport, folder)) {
            Restic restic = served.client(generation, "changing");
            restic.ok("init");
            Path doomed = random.write(folder.resolve("files/doomed"), FILE_BYTES);
            Backups.save(restic, sources());
            Files.delete(doomed);
            random.write(folder.resolve("files/new"), FILE_BYTES);
            Backups.save(restic, sources());

            restic.ok("tag", "--add", "kept", "latest");
            assertThat(restic.ok("snapshots", "--tag", "kept")).contains("1 snapshots");
            long before = bytes(served.data().resolve("changing/data"));
            restic.ok("forget", "--keep-last", "1", "--group-by", "", "--prune", "--max-unused", "0");
            assertThat(bytes(served.data().resolve("changing/data"))).isLessThan(before - FILE_BYTES / 2);

            assertThat(restic.ok("stats", "--mode", "raw-data")).contains("Total");
            assertThat(restic.ok("cat", "config")).contains("chunker_polynomial");
            assertThat(restic.list("snapshots")).hasSize(1);
            assertThat(restic.list("locks")).isEmpty();
            assertWhole(served, restic, "changing");
        }
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("packhouse.it.clients.Pairs#all")
    void keysComeAndGo(Program generation, Transport transport) throws IOException {
        try (Site served = Site.over(transport, folder)) {
            Restic restic = served.client(generation, "keyring");
            restic.ok("init");
            Path keys = served.data().resolve("keyring/keys");
            List<String> first = files(keys);
            String second =
                    Files.writeString(folder.resolve("second"), "second").toString();
            restic.ok("key", "add", "--new-password-file", second);
            List<String> added = new ArrayList<>(files(keys));
            added.removeAll(first);
            assertThat(added).hasSize(1);

            Restic other = restic.withPassword("second");
            assertThat(other.ok("key", "list")).contains(added.get(0).substring(0, 8));
            other.ok("key", "remove", first.get(0));
            assertThat(restic.run("cat", "config").isGood()).isFalse();
            String third = Files.writeString(folder.resolve("third"), "third").toString();
            other.ok("key", "passwd", "--new-password-file", third);
            Restic last = restic.withPassword("third");
            assertThat(last.list("keys")).hasSize(1).isEqualTo(files(keys)).doesNotContainAnyElementsOf(added);
            assertThat(files(served.data().resolve("keyring/locks"))).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("packhouse.it.clients.Pairs#all")
    void anOldRepositoryIsMigratedAndCopied(Program generation, Transport transport) throws IOException {
        try (Site served = Site.over(transport, folder)) {
            Restic restic = served.client(generation, "host/old");
            restic.ok("init", "--repository-version", "1");
            Backups.save(restic, RealTree.of(SMALL_TREE).roots());
            assertThat(restic.ok("migrate", "upgrade_repo_v2")).contains("upgrade_repo_v2");
            assertThat(restic.ok("cat", "config")).contains("\"version\": 2");
            assertWhole(served, restic, "host/old");

            Restic copy = restic.on(served.address("host/copy"));
            copy.ok("init", "--from-repo", restic.repository(), "--copy-chunker-params");
            copy.ok("copy", "--from-repo", restic.repository());
            assertWhole(served, copy, "host/copy");
        }
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("packhouse.it.clients.Pairs#all")
    void snapshotsAreRewritten(Program generation, Transport transport) throws IOException {
        try (Site served = Site.over(transport, folder)) {
            Restic restic = served.client(generation, "rewritten");
            assumeTrue(restic.knows("rewrite"), "this restic has no rewrite");
            restic.ok("init");
            random.write(folder.resolve("files/secret"), FILE_BYTES);
            random.write(folder.resolve("files/public"), FILE_BYTES);
            Backups.save(restic, List.of(folder.resolve("files")));
            restic.ok("rewrite", "--forget", "--exclude", "secret");
            assertThat(restic.ok("ls", "latest")).contains("public").doesNotContain("secret");
            assertWhole(served, restic, "rewritten");
        }
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("packhouse.it.clients.Pairs#all")
    void theLockOfADeadClientIsRemoved(Program generation, Transport transport) throws IOException {
        try (Site served = Site.over(transport, folder)) {
            Restic restic = served.client(generation, "locked");
            restic.ok("init");
            Process waiting = restic.start("backup", "--stdin");
            Path locks = served.data().resolve("locked/locks");
            // Not its temporary: a client that dies before it is whole leaves none.
            await().until(() -> files(locks).stream().anyMatch(name -> name.matches("[0-9a-f]{64}")));
            waiting.destroyForcibly().onExit().join();
            assertThat(restic.list("locks")).hasSize(1);
            restic.ok("unlock");
            assertThat(restic.list("locks")).isEmpty();
        }
    }

    private List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>(RealTree.of(SMALL_TREE).roots());
        sources.add(folder.resolve("files"));
        return sources;
    }

    /** Looks at the disk for what the client's own lists, at a second each, told before. */
    private static void assertWhole(Site served, Restic restic, String name) throws IOException {
        Backups.check(restic);
        assertThat(files(served.data().resolve(name).resolve("snapshots"))).hasSize(1);
        assertThat(files(served.data().resolve(name).resolve("locks"))).isEmpty();
    }

    private static List<String> files(Path directory) throws IOException {
        return List.copyOf(TreeState.names(directory));
    }

    private static long bytes(Path directory) throws IOException {
        long sum = 0;
        for (String file : files(directory)) {
            sum += Files.size(directory.resolve(file));
        }
        return sum;
    }
}
