package packhouse.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.name;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.store.Saved;

/** A disk that is full or broken at any point of an upload costs that upload and nothing else. */
final class FullDiskTest {

    private static final byte[] KEPT = content(new Random(20_260_110), 100);
    private static final byte[] FRESH = content(new Random(20_260_111), 300);
    private static final long QUOTA = 1 << 20;

    @ParameterizedTest
    @EnumSource
    void whateverIsLeftOfTheDiskAnUploadThatDoesNotFitLeavesNothingBehind(FileType type) throws IOException {
        long needed = SimulatedDisk.NAME_BYTES + FRESH.length;
        for (long room = 0; room < needed; room++) {
            World world = world();
            Repository repository = world.repository("a");
            List<Path> files = world.files(World.TOP);
            long used = world.disk.used();
            long counted = world.quota.used();
            world.disk.limit(used + room);

            assertThatThrownBy(() -> send(repository, type))
                    .as("room for %d", room)
                    .isInstanceOf(NoSpaceException.class)
                    .hasMessageContaining(type == FileType.CONFIG ? "config" : type.folder());
            assertThat(world.files(World.TOP)).as("room for %d", room).isEqualTo(files);
            assertThat(world.disk.used()).isEqualTo(used);
            assertThat(world.quota.used()).isEqualTo(counted);
            assertThat(repository.list(type).orElseThrow().bytes()).isEqualTo(type == FileType.KEYS ? 100 : 0);

            world.disk.limit(used + needed);
            assertThat(send(repository, type)).isEqualTo(new Saved.Stored(FRESH.length));
            assertThat(world.quota.used()).isEqualTo(world.countedBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whicheverStepFailsTheFileIsThereAsAWholeOrNotAtAll(FileType type) throws IOException {
        boolean failed = true;
        for (int step = 1; failed; step++) {
            World world = world();
            Repository repository = world.repository("a");
            world.disk.failAt(world.disk.steps() + step);
            try {
                send(repository, type);
                failed = false;
            } catch (IOException e) {
                assertThat(e).as("step %d", step).hasMessageContaining("/top/a");
            }
            world.disk.failAt(Long.MAX_VALUE);
            boolean there = repository.size(name(type, FRESH)).isPresent();
            assertThat(there || failed).as("step %d", step).isTrue();
            assertThat(world.files(World.TOP)).as("step %d", step).hasSize(there ? 2 : 1);
            assertThat(world.quota.used()).as("step %d", step).isEqualTo(world.countedBytes());
            assertThat(send(repository, type)).isEqualTo(there ? new Saved.Present(300) : new Saved.Stored(300));
            assertThat(world.quota.used()).isEqualTo(world.countedBytes());
        }
    }

    private static World world() throws IOException {
        World world = new World(QUOTA);
        World.upload(world.repository("a"), FileType.KEYS, KEPT);
        return world;
    }

    private static Saved send(Repository repository, FileType type) throws IOException {
        FileName name = name(type, FRESH);
        return World.upload(repository, name, FRESH, OptionalLong.of(FRESH.length));
    }
}
