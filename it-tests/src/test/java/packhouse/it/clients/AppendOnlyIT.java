package packhouse.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.it.support.Outcome;
import packhouse.it.support.Program;
import packhouse.it.support.RandomFiles;
import packhouse.it.support.Restic;
import packhouse.it.support.Site;
import packhouse.it.support.Transport;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;

/** An append-only server takes backups and gives nothing up. */
@Execution(ExecutionMode.CONCURRENT)
final class AppendOnlyIT {

    private static final int FILE_BYTES = 1 << 20;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"OLD_RESTIC", "NEW_RESTIC"})
    void nothingThatWasSavedCanBeForgotten(Program generation) throws IOException {
        List<Path> paths = List.of(new RandomFiles(4).write(folder.resolve("file"), FILE_BYTES));
        try (Site served = Site.over(Transport.HTTP, folder, "--append-only")) {
            Restic restic = served.client(generation, "kept");
            restic.ok("init");
            Backups.save(restic, paths);
            Backups.save(restic, paths);
            Map<String, String> before = TreeState.of(served.data()).files();

            Outcome forget = restic.run("forget", "--keep-last", "1", "--prune");
            assertThat(forget.said()).contains("403");
            assertThat(forget.isGood()).isFalse();
            assertThat(TreeState.of(served.data()).files()).isEqualTo(before);
            assertThat(restic.list("snapshots")).hasSize(2);
            Backups.check(restic);
        }
    }
}
