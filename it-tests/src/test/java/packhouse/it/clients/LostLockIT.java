package packhouse.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.it.support.HoldingProxy;
import packhouse.it.support.Packhouse;
import packhouse.it.support.Patience;
import packhouse.it.support.Program;
import packhouse.it.support.RandomFiles;
import packhouse.it.support.Restic;
import packhouse.it.support.Site;
import packhouse.it.support.Transport;
import packhouse.it.support.TreeCompare;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;

/** A prune whose lock somebody removed deletes the packs of a backup that it does not know; the backup is whole all the same. */
final class LostLockIT {

    private static final int FILE_BYTES = 3 << 20;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private final RandomFiles random = new RandomFiles(20_261_128);

    private Restic through(HoldingProxy proxy, Program generation) {
        return Restic.of(generation, folder.resolve("home-proxy"), "rest:http://127.0.0.1:" + proxy.port() + "/nas/");
    }

    private Site served() throws IOException {
        Site served = Site.over(Transport.HTTP, folder);
        Restic restic = served.client(Program.NEW_RESTIC, "nas");
        restic.begin(2);
        Backups.save(restic, List.of(random.write(folder.resolve("first"), FILE_BYTES)));
        Packhouse packhouse = Packhouse.knowing(restic.password(), served.data());
        assertThat(packhouse.run("unlock", "nas").isGood()).isTrue();
        return served;
    }

    private void assertWhole(Restic restic, Path file) throws IOException {
        Path target = folder.resolve("restored");
        restic.ok("restore", "latest", "--target", target.toString());
        assertThat(TreeCompare.differences(List.of(file), target)).isEmpty();
        WorkFolder.delete(target);
    }

    /** Row 8(a) of what clients do while the repository changes: tested there as a loss. */
    @ParameterizedTest
    @EnumSource(names = {"OLD_RESTIC", "NEW_RESTIC"})
    void packsThatAPruneDoesNotKnowComeBackOnceItIsOver(Program generation) throws Exception {
        try (Site served = served();
                HoldingProxy proxy = HoldingProxy.before(served.server().port(), "GET", "/nas/data/")) {
            Restic restic = served.client(generation, "nas");
            Process prune = through(proxy, generation).start("prune");
            proxy.awaitHeld();
            restic.ok("unlock", "--remove-all");
            Map<String, String> before =
                    TreeState.of(served.data().resolve("nas/data")).files();
            Path file = random.write(folder.resolve("second"), FILE_BYTES);
            Backups.save(restic, List.of(file));
            Map<String, String> whole =
                    TreeState.of(served.data().resolve("nas/data")).files();
            assertThat(whole).hasSizeGreaterThan(before.size());
            proxy.release();
            assertThat(prune.waitFor(Patience.STEP.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(served.server().log())
                    .anySatisfy(line -> assertThat(line).contains("was deleted by a client though an index names it"));
            assertWhole(restic, file);

            Patience.await()
                    .untilAsserted(() -> assertThat(TreeState.of(served.data().resolve("nas/data"))
                                    .files())
                            .containsAllEntriesOf(whole));
            Backups.check(restic);
            assertThat(served.server().log())
                    .anySatisfy(line -> assertThat(line).contains("are shown again"));
        }
    }

    /** The packs are deleted before their index comes: it is not taken before they are back. */
    @ParameterizedTest
    @EnumSource(names = {"OLD_RESTIC", "NEW_RESTIC"})
    void packsThatWereDeletedBeforeTheirIndexCameAreThereWhenItIsTaken(Program generation) throws Exception {
        try (Site served = served();
                HoldingProxy proxy = HoldingProxy.before(served.server().port(), "POST", "/nas/index/")) {
            Restic restic = served.client(generation, "nas");
            Path file = random.write(folder.resolve("second"), FILE_BYTES);
            Process backup = through(proxy, generation).start("backup", file.toString());
            proxy.awaitHeld();
            int packs = TreeState.names(served.data().resolve("nas/data")).size();
            restic.ok("unlock", "--remove-all");
            restic.ok("prune");
            assertThat(TreeState.names(served.data().resolve("nas/data"))).hasSizeLessThan(packs);
            proxy.release();
            assertThat(backup.waitFor(Patience.STEP.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(backup.exitValue()).isZero();
            assertThat(TreeState.names(served.data().resolve("nas/data"))).hasSize(packs);
            Backups.check(restic);
            assertWhole(restic, file);
        }
    }
}
