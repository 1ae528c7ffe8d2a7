package packhouse.storage.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.listed;
import static packhouse.storage.store.Uploads.name;
import static packhouse.storage.store.Uploads.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.TestClock;
import packhouse.storage.disk.CountingDisk;
import packhouse.storage.disk.CountingDisk.Call;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.store.Saved;
import packhouse.storage.store.Upload;
import packhouse.storage.store.Uploads;

/** What each operation asks of the disk, call by call: more would be slower, less would be less than promised. */
final class CostTest {

    private static final Path TOP = Path.of("/");

    private final Random random = new Random(20_260_115);
    private final TestClock clock = new TestClock();
    private final CountingDisk disk = new CountingDisk(new SimulatedDisk(clock));
    private final LocalStore store = new LocalStore(
            TOP, TOP, disk, new LocalStore.Options(Modes.PRIVATE, true), clock, new Random(1), Uploads.UNCOUNTED);

    @BeforeEach
    void create() throws IOException {
        store.create();
        disk.take();
    }

    @ParameterizedTest
    @EnumSource
    void anUploadForcesOneFileAndOneDirectory(FileType type) throws IOException {
        byte[] content = content(random, 1000);
        Upload upload = store.begin(name(type, content), Uploads.UNCOUNTED);
        upload.write(ByteBuffer.wrap(content));
        assertThat(upload.finish()).isEqualTo(new Saved.Stored(1000));
        upload.abandon();
        assertThat(disk.take())
                .isEqualTo(Map.of(
                        Call.CREATE, 1,
                        Call.WRITE, 1,
                        Call.FORCE, 1,
                        Call.LOOK, 1,
                        Call.RENAME, 1,
                        Call.FORCE_DIRECTORY, 1));
    }

    @Test
    void anUploadWithTheWrongHashForcesNothing() throws IOException {
        byte[] content = content(random, 1000);
        upload(store, name(FileType.DATA, content(random, 3)), content);
        assertThat(disk.take()).isEqualTo(Map.of(Call.CREATE, 1, Call.WRITE, 2, Call.DELETE, 1));
    }

    @Test
    void aRepositoryIsMadeWithOneForceForEachParent() throws IOException {
        LocalStore fresh = new LocalStore(
                TOP,
                TOP.resolve("a").resolve("b"),
                disk,
                new LocalStore.Options(Modes.PRIVATE, true),
                clock,
                new Random(1),
                Uploads.UNCOUNTED);
        fresh.create();
        disk.take();
        fresh.create();
        assertThat(disk.take()).as("a second time").isEqualTo(Map.of(Call.MAKE_DIRECTORY, 261));
    }

    @ParameterizedTest
    @EnumSource(names = {"INDEX", "KEYS", "SNAPSHOTS", "CONFIG"})
    void aKnownListCostsOneLook(FileType type) throws IOException {
        fill(type, 10);
        listed(store, type);
        clock.advance(Duration.ofSeconds(3));
        listed(store, type);
        disk.take();
        listed(store, type);
        listed(store, type);
        assertThat(disk.take()).isEqualTo(Map.of(Call.LOOK, 2));
    }

    @Test
    void aKnownListOfPacksCostsOneLookForEachFolder() throws IOException {
        fill(FileType.DATA, 600);
        clock.advance(Duration.ofSeconds(3));
        listed(store, FileType.DATA);
        disk.take();
        assertThat(listed(store, FileType.DATA)).hasSize(600);
        assertThat(disk.take()).isEqualTo(Map.of(Call.LOOK, 256));
    }

    @Test
    void aListIsReadAgainWithinTheTimeStepButItsFilesAreNotLookedAt() throws IOException {
        fill(FileType.INDEX, 10);
        disk.take();
        listed(store, FileType.INDEX);
        assertThat(disk.take()).isEqualTo(Map.of(Call.LOOK, 1, Call.LIST, 1));
        clock.advance(KnownDirectory.TIME_STEP);
        listed(store, FileType.INDEX);
        assertThat(disk.take()).as("not older than the step").isEqualTo(Map.of(Call.LOOK, 1, Call.LIST, 1));
        clock.advance(Duration.ofNanos(1));
        listed(store, FileType.INDEX);
        listed(store, FileType.INDEX);
        assertThat(disk.take()).as("older").isEqualTo(Map.of(Call.LOOK, 2, Call.LIST, 1));
    }

    @Test
    void locksAreReadEachTime() throws IOException {
        fill(FileType.LOCKS, 3);
        clock.advance(Duration.ofSeconds(3));
        listed(store, FileType.LOCKS);
        disk.take();
        listed(store, FileType.LOCKS);
        assertThat(disk.take()).isEqualTo(Map.of(Call.LOOK, 1, Call.LIST, 1));
    }

    @Test
    void whereTimesAreNotReliableEveryListReadsTheDirectory() throws IOException {
        SimulatedDisk remote = new SimulatedDisk(clock);
        remote.reliableTimes(false);
        CountingDisk counting = new CountingDisk(remote);
        LocalStore there = new LocalStore(
                TOP, TOP, counting, new LocalStore.Options(Modes.PRIVATE, true), clock, new Random(1), delta -> {});
        there.create();
        clock.advance(Duration.ofMinutes(1));
        listed(there, FileType.INDEX);
        counting.take();
        listed(there, FileType.INDEX);
        assertThat(counting.take()).isEqualTo(Map.of(Call.LOOK, 1, Call.LIST, 1));
    }

    @Test
    void aReadIsOneOpenAndAHeadIsOneLook() throws IOException {
        byte[] content = content(random, 10);
        FileName name = name(FileType.DATA, content);
        upload(store, name, content);
        disk.take();
        store.open(name).orElseThrow().close();
        assertThat(disk.take()).isEqualTo(Map.of(Call.OPEN, 1));
        store.size(name);
        assertThat(disk.take()).isEqualTo(Map.of(Call.LOOK, 1));
    }

    private void fill(FileType type, int files) throws IOException {
        for (int i = 0; i < files; i++) {
            byte[] content = content(random, 10);
            upload(store, name(type, content), content);
        }
    }
}
