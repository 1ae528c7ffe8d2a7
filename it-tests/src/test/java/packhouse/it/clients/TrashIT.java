package packhouse.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.it.support.Outcome;
import packhouse.it.support.Packhouse;
import packhouse.it.support.Program;
import packhouse.it.support.RandomFiles;
import packhouse.it.support.Restic;
import packhouse.it.support.Site;
import packhouse.it.support.Transport;
import packhouse.it.support.TreeCompare;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;

/** What real clients delete comes back as it was, and is out of their reach until then. */
@Execution(ExecutionMode.CONCURRENT)
final class TrashIT {

    private static final int FILE_BYTES = 2 << 20;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private final RandomFiles random = new RandomFiles(20_261_127);

    private Outcome packhouse(Site served, String... arguments) throws IOException {
        return Packhouse.knowing("unused", served.data()).command(arguments);
    }

    @ParameterizedTest
    @EnumSource(names = {"OLD_RESTIC", "NEW_RESTIC"})
    void aForgottenAndPrunedSnapshotIsRestoredByteByByte(Program generation) throws IOException {
        Path files = folder.resolve("files");
        try (Site served = Site.over(Transport.HTTP, folder)) {
            Restic restic = served.client(generation, "a/b");
            restic.begin(2);
            Path doomed = random.write(files.resolve("doomed"), FILE_BYTES);
            Backups.save(restic, List.of(files));
            String first = restic.list("snapshots").get(0);
            Path copy = Files.copy(doomed, folder.resolve("copy"));
            Files.delete(doomed);
            random.write(files.resolve("new"), FILE_BYTES);
            Backups.save(restic, List.of(files));
            Map<String, String> before =
                    TreeState.of(served.data().resolve("a/b")).files();

            restic.ok("forget", first, "--prune", "--max-unused", "0");
            assertThat(restic.list("snapshots")).hasSize(1);
            Backups.check(restic);
            assertThat(packhouse(served, "repo", "history", "a/b").out())
                    .contains("deleted by a client", "1 snapshots");

            assertThat(packhouse(served, "trash", "restore", "a/b", "--all").isGood())
                    .isTrue();
            assertThat(TreeState.of(served.data().resolve("a/b")).files()).containsAllEntriesOf(before);
            Backups.check(restic);
            restic.ok("restore", first, "--target", folder.resolve("restored").toString());
            Files.delete(files.resolve("new"));
            Files.move(copy, doomed);
            assertThat(TreeCompare.differences(List.of(files), folder.resolve("restored")))
                    .isEmpty();
            WorkFolder.delete(folder.resolve("restored"));
        }
    }

    @Test
    void aForgottenSnapshotIsBackByUndo() throws IOException {
        try (Site served = Site.over(Transport.HTTP, folder)) {
            Restic restic = served.client(Program.NEW_RESTIC, "undone");
            restic.begin(2);
            Backups.save(restic, List.of(random.write(folder.resolve("file"), FILE_BYTES)));
            List<String> before = restic.list("snapshots");
            restic.ok("forget", before.get(0));
            assertThat(restic.list("snapshots")).isEmpty();
            assertThat(packhouse(served, "undo", "undone", "1").out()).contains("brought back 1 file");
            assertThat(restic.list("snapshots")).isEqualTo(before);
            Backups.check(restic);
        }
    }

    @Test
    void aRemovedKeyOpensNothingWhileItRests() throws IOException {
        try (Site served = Site.over(Transport.HTTP, folder)) {
            Restic restic = served.client(Program.NEW_RESTIC, "keyring");
            restic.begin(2);
            String key = restic.list("keys").get(0);
            String second =
                    Files.writeString(folder.resolve("second"), "second").toString();
            restic.ok("key", "add", "--new-password-file", second);
            restic.withPassword("second").ok("key", "remove", key);
            assertThat(packhouse(served, "trash", "list", "keyring").out()).contains(key.substring(0, 8));
            assertThat(restic.run("cat", "config").isGood()).isFalse();
            assertThat(packhouse(served, "trash", "restore", "keyring", key).isGood())
                    .isTrue();
            restic.ok("cat", "config");
        }
    }

    @Test
    void aMigrationLeavesTheOldConfigInTheTrashAndItNeverReplacesTheNewOne() throws IOException {
        try (Site served = Site.over(Transport.HTTP, folder)) {
            Restic restic = served.client(Program.NEW_RESTIC, "old");
            restic.begin(1);
            restic.ok("migrate", "upgrade_repo_v2");
            assertThat(packhouse(served, "trash", "list", "old").out()).contains("config");
            assertThat(packhouse(served, "trash", "restore", "old", "config").out())
                    .contains("there already");
            assertThat(restic.ok("cat", "config")).contains("\"version\": 2");
            Backups.check(restic);
        }
    }

    @Test
    void anEmptiedTrashFreesItsSpaceAndIsAskedAbout() throws IOException {
        try (Site served = Site.over(Transport.HTTP, folder)) {
            Restic restic = served.client(Program.NEW_RESTIC, "full");
            restic.begin(2);
            Backups.save(restic, List.of(random.write(folder.resolve("file"), FILE_BYTES)));
            restic.ok("forget", restic.list("snapshots").get(0), "--prune");
            Path trash = served.data().resolve(".packhouse/repositories/full/.trash");
            assertThat(TreeState.names(trash)).isNotEmpty();
            assertThat(packhouse(served, "trash", "empty", "full").isGood()).isFalse();
            assertThat(TreeState.names(trash)).isNotEmpty();
            assertThat(packhouse(served, "trash", "empty", "full", "--yes").isGood())
                    .isTrue();
            assertThat(TreeState.names(trash)).isEmpty();
        }
    }

    @Test
    void withATrashOfNoTimeDeletesAreFinal() throws IOException {
        try (Site served = Site.over(Transport.HTTP, folder, "--trash-deleted", "0")) {
            Restic restic = served.client(Program.NEW_RESTIC, "final");
            restic.begin(2);
            Backups.save(restic, List.of(random.write(folder.resolve("file"), FILE_BYTES)));
            restic.ok("forget", restic.list("snapshots").get(0));
            assertThat(served.data().resolve(".packhouse/repositories/final/.trash"))
                    .doesNotExist();
            assertThat(packhouse(served, "trash", "list", "final").out()).contains("0 files");
        }
    }
}
