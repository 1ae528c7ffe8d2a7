package packhouse.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.name;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Modes;
import packhouse.storage.store.Saved;
import packhouse.storage.store.Uploads;

/** Repositories are found where they lie, and a survey knows them all. */
final class RepositoriesTest {

    private static final byte[] HELLO = content(new Random(20_260_116), 50);

    private final List<String> said = new ArrayList<>();
    private World world;

    @BeforeEach
    void begin() throws IOException {
        world = new World(0);
    }

    @Test
    void aRepositoryIsFoundOnceAnythingOfItIsThere() throws IOException {
        assertThat(world.repositories.find(World.path("alice/laptop"))).isEmpty();
        Repository repository =
                world.repositories.get(World.path("alice/laptop")).orElseThrow();
        assertThat(repository.exists()).isFalse();
        assertThat(repository.list(FileType.KEYS)).isEmpty();
        repository.create();
        assertThat(world.repositories.find(World.path("alice/laptop"))).containsSame(repository);
        assertThat(world.restarted(new Quota(0)).find(World.path("alice/laptop")))
                .isPresent();
        assertThat(world.repositories.find(World.path("alice"))).isEmpty();
        assertThat(repository.path()).hasToString("alice/laptop");
    }

    @Test
    void repositoriesMayLieInEachOther() throws IOException {
        for (String path : List.of("", "a", "a/b")) {
            assertThat(World.upload(world.repository(path), FileType.KEYS, HELLO))
                    .isInstanceOf(Saved.Stored.class);
        }
        assertThat(world.repositories.known())
                .extracting(repository -> repository.path().toString())
                .containsExactly("/", "a", "a/b");
        assertThat(world.files(World.TOP)).hasSize(3);
    }

    @Test
    void aSurveyFindsAndCountsAll() throws IOException {
        for (String path : List.of("", "alice", "alice/laptop", "bob/nas")) {
            Repository repository = world.repository(path);
            for (FileType type : FileType.values()) {
                World.upload(repository, type, HELLO);
            }
        }
        world.put("README", HELLO);
        world.disk.makeDirectory(World.TOP.resolve(".packhouse"), Modes.PRIVATE);
        world.disk.makeDirectory(World.TOP.resolve("empty"), Modes.PRIVATE);
        Quota quota = new Quota(0);
        Repositories fresh = world.restarted(quota);
        fresh.survey(world.clock.instant(), said::add);
        assertThat(fresh.known())
                .extracting(repository -> repository.path().label())
                .containsExactly("", "alice", "alice/laptop", "bob/nas");
        assertThat(fresh.known()).allSatisfy(repository -> {
            for (FileType type : FileType.values()) {
                assertThat(repository.count(type).files()).isEqualTo(1);
                assertThat(repository.count(type).bytes()).isEqualTo(50);
                assertThat(repository.count(type).newest()).isEqualTo(world.clock.instant());
            }
        });
        assertThat(quota.used()).as("all but the locks").isEqualTo(4 * 5 * 50).isEqualTo(world.quota.used());
        assertThat(said).isEmpty();
    }

    @Test
    void aSurveyRemovesWhatCrashedUploadsLeftAndNothingElse() throws IOException {
        Repository repository = world.repository("a");
        World.upload(repository, FileType.INDEX, HELLO);
        String id = Uploads.id(HELLO).toString();
        world.put("a/index/" + id + ".packhouse-temp12", HELLO);
        world.put("a/config.packhouse-temp3", HELLO);
        world.put("a/data/00/" + id + ".rest-server-temp9", HELLO);
        world.put("a/index/notes.packhouse-temp1", HELLO);
        world.put("a/index/" + id + ".packhouse-temp", HELLO);
        world.put("a/index/" + id + ".packhouse-temp1x", HELLO);
        world.clock.advance(Duration.ofHours(25));
        Instant started = world.clock.instant();
        world.put("a/index/" + id + ".packhouse-temp99", HELLO);
        world.put("a/data/00/" + id + ".rest-server-temp10", HELLO);

        world.restarted(new Quota(0)).survey(started, said::add);

        assertThat(world.files(World.TOP))
                .extracting(file -> World.TOP.resolve("a").relativize(file).toString())
                .containsExactlyInAnyOrder(
                        "index/" + id,
                        "index/notes.packhouse-temp1",
                        "index/" + id + ".packhouse-temp",
                        "index/" + id + ".packhouse-temp1x",
                        "index/" + id + ".packhouse-temp99",
                        "data/00/" + id + ".rest-server-temp10");
        assertThat(said).containsExactly("repository a: removed 3 temporary files of uploads that were cut off");
    }

    @Test
    void aLeftoverThatCannotBeRemovedDoesNotKeepASurveyFromCounting() throws IOException {
        World.upload(world.repository("a"), FileType.SNAPSHOTS, HELLO);
        World.upload(world.repository("b"), FileType.SNAPSHOTS, HELLO);
        world.put("a/config.packhouse-temp3", HELLO);
        world.clock.advance(Duration.ofHours(1));
        Quota quota = new Quota(0);
        world.disk.failAt(world.disk.steps() + 1);
        world.restarted(quota).survey(world.clock.instant(), said::add);
        assertThat(said).hasSize(1);
        assertThat(said.get(0)).contains("a/config.packhouse-temp3", "simulated");
        assertThat(quota.used()).isEqualTo(100);
    }

    @Test
    void theServedDirectoryIsNeverMadeAgain() throws IOException {
        world.disk.delete(World.TOP);
        Repository repository = world.repositories.get(World.path("a")).orElseThrow();
        assertThatThrownBy(repository::create).isInstanceOf(IOException.class).hasMessageContaining("/top: is gone");
        assertThatThrownBy(() -> World.upload(repository, FileType.KEYS, HELLO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/top: is gone");
        assertThat(world.disk.look(Path.of("/top"))).isEmpty();
    }

    @Test
    void aFileInTheWayOfAFolderIsAnErrorThatNamesIt() throws IOException {
        world.put("a", HELLO);
        Repository repository = world.repositories.get(World.path("a")).orElseThrow();
        assertThat(repository.exists()).isFalse();
        assertThatThrownBy(repository::create).isInstanceOf(IOException.class).hasMessageContaining("/top/a");
        assertThat(repository.size(name(FileType.KEYS, HELLO))).isEmpty();
    }
}
