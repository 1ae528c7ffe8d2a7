package packhouse.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.storage.disk.SimulatedDisk.Survival;
import packhouse.storage.format.RepositoryKey;

/** The server locks a repository for those who use its directory themselves. */
final class OwnLockTest {

    private static final RepoPath PATH = World.path("alice");

    private final World world = new World(0);
    private final Random random = new Random(4);
    private final RepositoryKey key = RepositoryKey.random(random);

    OwnLockTest() throws IOException {}

    @BeforeEach
    void create() throws IOException {
        world.repository("alice");
    }

    private Closeable take() throws IOException {
        Path made = world.repositories
                .find(PATH)
                .orElseThrow()
                .history()
                .orElseThrow()
                .staging()
                .resolve("lock");
        return world.repositories.ownLock(PATH).orElseThrow().take(new OwnLock.Owner("nas", 7), key, 2, made, random);
    }

    private List<String> onDisk() throws IOException {
        List<String> names = new ArrayList<>();
        world.disk.list(World.TOP.resolve("alice").resolve("locks"), names::add);
        return names;
    }

    private int listed(Repositories repositories) throws IOException {
        return repositories
                .find(PATH)
                .orElseThrow()
                .list(FileType.LOCKS)
                .orElseThrow()
                .count();
    }

    @Test
    void liesInTheDirectoryAndInNoListUntilItIsGivenBack() throws IOException {
        Closeable held = take();
        assertThat(onDisk()).hasSize(1);
        assertThat(listed(world.repositories)).isZero();
        held.close();
        assertThat(onDisk()).isEmpty();
        assertThat(listed(world.repositories)).isZero();
    }

    @Test
    void isRemovedByTheNextProcessIfACrashLeftIt() throws IOException {
        take();
        world.disk.restart(Survival.EVERYTHING, 0);
        assertThat(onDisk()).hasSize(1);
        assertThat(listed(world.restarted(new Quota(0)))).isZero();
        assertThat(onDisk()).isEmpty();
    }
}
