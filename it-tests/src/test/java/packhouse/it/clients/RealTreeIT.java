package packhouse.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.it.support.Program;
import packhouse.it.support.RealTree;
import packhouse.it.support.Restic;
import packhouse.it.support.Site;
import packhouse.it.support.Transport;
import packhouse.it.support.TreeCompare;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;

/** Real directories of this machine go into a repository and come back as they were. */
@Execution(ExecutionMode.CONCURRENT)
final class RealTreeIT {

    /** Where the big tree is not needed because only the transport differs. */
    private static final long SMALLER = 150L << 20;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("packhouse.it.clients.Pairs#all")
    void aTreeComesBackByteByByte(Program generation, Transport transport) throws IOException {
        RealTree tree = RealTree.of(transport == Transport.HTTP ? RealTree.GIBIBYTE : SMALLER);
        try (Site served = Site.over(transport, folder)) {
            Restic restic = served.client(generation, "tree");
            restic.ok("init");

            Backups.save(restic, tree.roots());
            Map<String, String> packs = packs(served);
            Backups.save(restic, tree.roots());
            assertThat(packs(served)).as("packs after a second backup").isEqualTo(packs);

            Backups.check(restic);
            restic.ok(
                    "restore",
                    "latest",
                    "--quiet",
                    "--target",
                    folder.resolve("restored").toString());
            assertThat(TreeCompare.differences(tree.roots(), folder.resolve("restored")))
                    .isEmpty();
            // JUnit would warn of each restored link that leads out of its folder.
            WorkFolder.delete(folder.resolve("restored"));
            assertThat(restic.list("snapshots")).hasSize(2);
            assertThat(restic.list("locks")).isEmpty();
            assertProtocol(served, transport);
        }
    }

    private static Map<String, String> packs(Site served) throws IOException {
        return TreeState.of(served.data().resolve("tree/data")).files();
    }

    private static void assertProtocol(Site served, Transport transport) throws IOException {
        String protocol = transport == Transport.HTTPS ? " HTTP/2.0\" " : " HTTP/1.1\" ";
        assertThat(served.accesses()).isNotEmpty().allMatch(line -> line.contains(protocol));
    }
}
