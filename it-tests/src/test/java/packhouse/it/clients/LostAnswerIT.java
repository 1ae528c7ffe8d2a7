package packhouse.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.it.support.CuttingProxy;
import packhouse.it.support.Program;
import packhouse.it.support.RandomFiles;
import packhouse.it.support.Restic;
import packhouse.it.support.Site;
import packhouse.it.support.Transport;
import packhouse.it.support.WorkFolder;

/**
 * The server stores a file, but its answer is lost. restic deletes and sends the file again; where deleting is refused, the second
 * sending finds the file there, and that is as good.
 */
@Execution(ExecutionMode.CONCURRENT)
final class LostAnswerIT {

    /** Two packs, so that the answer to the second is lost while the first was not. */
    private static final int FILE_BYTES = 40 << 20;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    static Stream<Arguments> modes() {
        return Stream.of(Program.OLD_RESTIC, Program.NEW_RESTIC)
                .flatMap(generation -> Stream.of(arguments(generation, false), arguments(generation, true)));
    }

    @ParameterizedTest(name = "{0}, append-only {1}")
    @MethodSource("modes")
    void theClientsOwnRetrySucceedsForEveryKindOfFile(Program generation, boolean appendOnly) throws IOException {
        Path file = new RandomFiles(5).write(folder.resolve("file"), FILE_BYTES);
        String[] flags = appendOnly ? new String[] {"--append-only"} : new String[0];
        Map<String, Integer> lost = Map.of("data", 2, "index", 1, "snapshots", 1, "keys", 1, "config", 1, "locks", 1);
        try (Site served = Site.over(Transport.HTTP, folder, flags);
                CuttingProxy proxy = CuttingProxy.start(served.server().port(), lost)) {
            Restic direct = served.client(generation, "lossy");
            Restic lossy = direct.on("rest:http://127.0.0.1:" + proxy.port() + "/lossy/");
            create(generation, direct, lossy, appendOnly);
            Backups.save(lossy, List.of(file));
            assertThat(proxy.cuts()).containsExactlyInAnyOrderElementsOf(expected(generation, appendOnly));

            Backups.check(direct);
            assertThat(direct.list("snapshots")).hasSize(1);
        }
    }

    /** The old client retries everything but {@code init}; it writes a key when told to, and the config again in a migration. */
    private void create(Program generation, Restic direct, Restic lossy, boolean appendOnly) throws IOException {
        if (generation == Program.NEW_RESTIC) {
            lossy.ok("init");
            return;
        }
        direct.ok("init", "--repository-version", "1");
        String other = Files.writeString(folder.resolve("other"), "other").toString();
        lossy.ok("key", "add", "--new-password-file", other);
        if (!appendOnly) {
            lossy.ok("migrate", "upgrade_repo_v2");
        }
    }

    /** Append-only, a config is written once, by the {@code init} that the old client does not retry. */
    private static List<String> expected(Program generation, boolean appendOnly) {
        return generation == Program.OLD_RESTIC && appendOnly
                ? List.of("keys", "locks", "data", "index", "snapshots")
                : List.of("keys", "config", "locks", "data", "index", "snapshots");
    }
}
