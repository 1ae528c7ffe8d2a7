package packhouse.it.repack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import packhouse.it.support.Outcome;
import packhouse.it.support.Program;
import packhouse.it.support.Restic;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;

/** What the server changed by itself is taken back through the running server, step by step; what clients deleted comes back all the same. */
@Execution(ExecutionMode.CONCURRENT)
final class RepackUndoIT {

    private static final int FILE_BYTES = 3 << 20;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private Depot depot() throws IOException {
        Depot depot = new Depot(folder, folder.resolve("data"));
        depot.client(Program.NEW_RESTIC).begin(2);
        return depot;
    }

    @Test
    void theLastStepIsTakenBackExactlyAndAnOlderOneOnlyAfterIt() throws IOException {
        try (Depot depot = depot()) {
            Restic restic = depot.client(Program.NEW_RESTIC);
            Path file = depot.file("one", FILE_BYTES);
            Depot.save(restic, file);
            Map<String, String> atFirst = depot.files();
            depot.repack("--uncompressed");
            Map<String, String> compressed = depot.files();
            Path other = depot.file("other", FILE_BYTES);
            Depot.save(restic, other);
            Map<String, String> grown = depot.files();
            // The pack that the first step wrote is small and goes on with the others.
            depot.repack("--uncompressed", "--small-packs", "--pack-size", "4M");

            Outcome refused = depot.packhouse("undo", Depot.NAME, "1");
            assertThat(refused.isGood()).as(refused.toString()).isFalse();
            assertThat(refused.said())
                    .contains("what commit 1 showed has been replaced since, by commit 2; undo that first");

            undo(depot, "2");
            assertThat(depot.files()).isEqualTo(grown);
            depot.assertSound(file, other);
            undo(depot, "1");
            Map<String, String> expected = new HashMap<>(grown);
            expected.keySet().removeAll(compressed.keySet());
            expected.putAll(atFirst);
            assertThat(depot.files()).isEqualTo(expected);
            depot.assertSound(file, other);
            assertThat(depot.packhouse("repo", "history", Depot.NAME).out()).contains("undo");
        }
    }

    private static void undo(Depot depot, String commit) throws IOException {
        Outcome outcome = depot.packhouse("undo", Depot.NAME, commit);
        assertThat(outcome.isGood()).as(outcome.toString()).isTrue();
    }

    @Test
    void whatAClientDeletedBeforeARepackComesBackAfterIt() throws IOException {
        try (Depot depot = depot()) {
            Restic restic = depot.client(Program.NEW_RESTIC);
            Path doomed = depot.file("doomed", FILE_BYTES);
            Path kept = depot.file("kept", FILE_BYTES);
            Depot.save(restic, doomed);
            String snapshot = restic.list("snapshots").get(0);
            Depot.save(restic, kept);
            restic.ok("forget", snapshot, "--prune", "--max-unused", "0");
            Map<String, String> pruned = TreeState.of(depot.repository()).where(path -> path.startsWith("data/"));
            depot.repack();
            assertThat(TreeState.of(depot.repository()).where(path -> path.startsWith("data/")))
                    .isNotEqualTo(pruned);
            depot.assertSound(kept);

            Outcome back = depot.packhouse("trash", "restore", Depot.NAME, "--all");
            assertThat(back.isGood()).as(back.toString()).isTrue();
            assertThat(restic.list("snapshots")).contains(snapshot);
            depot.assertSound();
            for (String each : List.of(snapshot, "latest")) {
                depot.assertRestores(each, each.equals(snapshot) ? doomed : kept);
            }
        }
    }
}
