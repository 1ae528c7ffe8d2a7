package packhouse.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.name;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.store.FreeLocks;
import packhouse.storage.store.Saved;
import packhouse.storage.store.Upload;

/** A quota counts what lies on the disk and what is on its way, to the byte. */
final class QuotaTest {

    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    private final Random random = new Random(20_260_112);

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void zeroAndLessMeanNoLimit(long max) throws IOException {
        World world = new World(max);
        assertThat(world.quota.isLimited()).isFalse();
        World.upload(world.repository("a"), FileType.DATA, content(random, 3000));
        assertThat(world.quota.used()).isEqualTo(3000);
    }

    @Test
    void beforeTheDiskIsCountedOnlyLocksAreTaken() throws IOException {
        World world = new World(1000);
        world.repository("a");
        world.put("a/config", content(random, 900));
        Quota quota = new Quota(1000);
        Repositories restarted = world.restarted(quota);
        Repository repository = restarted.get(World.path("a")).orElseThrow();
        byte[] content = content(random, 50);
        assertThatThrownBy(() -> repository.begin(name(FileType.DATA, content), OptionalLong.of(50)))
                .isInstanceOf(NotCountedException.class);
        assertThatThrownBy(() -> repository.begin(name(FileType.DATA, content), UNKNOWN))
                .isInstanceOf(NotCountedException.class);
        assertThat(World.upload(repository, FileType.LOCKS, content)).isEqualTo(new Saved.Stored(50));

        restarted.survey(world.clock.instant(), line -> {});
        assertThat(quota.used()).isEqualTo(900);
        assertThat(World.upload(repository, FileType.DATA, content)).isEqualTo(new Saved.Stored(50));
    }

    @Test
    void anUploadOfKnownLengthIsRefusedBeforeItSendsAnything() throws IOException {
        World world = new World(1000);
        Repository repository = world.repository("a");
        byte[] content = content(random, 1001);
        assertThatThrownBy(() -> repository.begin(name(FileType.DATA, content), OptionalLong.of(1001)))
                .isInstanceOf(QuotaReachedException.class)
                .hasMessageContaining("a:data/")
                .hasMessageContaining("1000 bytes");
        assertThat(world.quota.used()).isZero();
        assertThat(world.files(World.TOP)).isEmpty();
        assertThat(World.upload(repository, FileType.DATA, content(random, 1000)))
                .isEqualTo(new Saved.Stored(1000));
        assertThat(world.quota.used()).isEqualTo(1000);
    }

    @Test
    void anUploadOfUnknownLengthIsRefusedAtTheByteThatDoesNotFit() throws IOException {
        World world = new World(1000);
        Repository repository = world.repository("a");
        byte[] content = content(random, 1001);
        Upload upload = repository.begin(name(FileType.DATA, content), UNKNOWN);
        upload.write(ByteBuffer.wrap(content, 0, 1000));
        assertThatThrownBy(() -> upload.write(ByteBuffer.wrap(content, 1000, 1)))
                .isInstanceOf(QuotaReachedException.class);
        upload.abandon();
        assertThat(world.quota.used()).isZero();
        assertThat(world.files(World.TOP)).isEmpty();
        byte[] fits = content(random, 1000);
        assertThat(World.upload(repository, name(FileType.DATA, fits), fits, UNKNOWN))
                .isEqualTo(new Saved.Stored(1000));
    }

    @Test
    void aClientThatSendsMoreThanItSaidPaysForIt() throws IOException {
        World world = new World(1000);
        byte[] content = content(random, 1001);
        assertThatThrownBy(() ->
                        World.upload(world.repository("a"), name(FileType.DATA, content), content, OptionalLong.of(1)))
                .isInstanceOf(QuotaReachedException.class);
        assertThat(world.quota.used()).isZero();
        assertThat(world.files(World.TOP)).isEmpty();
    }

    @Test
    void whatIsOnItsWayCountsForEverybody() throws IOException {
        World world = new World(1000);
        Repository one = world.repository("a");
        Repository other = world.repository("b");
        byte[] content = content(random, 600);
        Upload upload = one.begin(name(FileType.DATA, content), OptionalLong.of(600));
        assertThatThrownBy(() -> World.upload(other, FileType.DATA, content(random, 401)))
                .isInstanceOf(QuotaReachedException.class);
        assertThat(World.upload(other, FileType.DATA, content(random, 400))).isEqualTo(new Saved.Stored(400));
        upload.abandon();
        upload.abandon();
        assertThat(world.quota.used()).isEqualTo(400);
    }

    @Test
    void twoUploadsOfOneFileCountOnce() throws IOException {
        World world = new World(10_000);
        Repository repository = world.repository("a");
        byte[] content = content(random, 700);
        FileName name = name(FileType.INDEX, content);
        Upload one = repository.begin(name, OptionalLong.of(700));
        Upload two = repository.begin(name, UNKNOWN);
        one.write(ByteBuffer.wrap(content));
        two.write(ByteBuffer.wrap(content));
        assertThat(two.finish()).isEqualTo(new Saved.Stored(700));
        assertThat(one.finish()).isEqualTo(new Saved.Present(700));
        assertThat(world.quota.used()).isEqualTo(700);
    }

    @Test
    void theConfigCountsLikeEverythingElse() throws IOException {
        World world = new World(1000);
        Repository repository = world.repository("a");
        World.upload(repository, FileType.CONFIG, content(random, 155));
        assertThat(world.quota.used()).isEqualTo(155);
        repository.delete(FileName.config());
        assertThat(world.quota.used()).isZero();
    }

    @Test
    void anUploadWithTheWrongHashGivesItsBytesBack() throws IOException {
        World world = new World(1000);
        byte[] content = content(random, 500);
        assertThat(World.upload(
                        world.repository("a"), name(FileType.DATA, content(random, 9)), content, OptionalLong.of(500)))
                .isInstanceOf(Saved.WrongHash.class);
        assertThat(world.quota.used()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 600, 900})
    void aHealedFileCountsWithItsNewSize(int damagedSize) throws IOException {
        World world = new World(2000);
        Repository repository = world.repository("a");
        byte[] content = content(random, 600);
        FileName name = name(FileType.KEYS, content);
        world.put("a/" + name, content(random, damagedSize));
        repository.list(FileType.KEYS);
        assertThat(world.quota.used()).isEqualTo(damagedSize);
        assertThat(World.upload(repository, FileType.KEYS, content)).isEqualTo(new Saved.Stored(600));
        assertThat(world.quota.used()).isEqualTo(600);
    }

    @Test
    void smallLocksAreFreeEvenWhenNothingElseFits() throws IOException {
        World world = new World(1000);
        Repository repository = world.repository("a");
        World.upload(repository, FileType.DATA, content(random, 1000));
        byte[] lock = content(random, (int) FreeLocks.MAX_BYTES);
        assertThat(World.upload(repository, FileType.LOCKS, lock)).isInstanceOf(Saved.Stored.class);
        byte[] chunked = content(random, 150);
        assertThat(World.upload(repository, name(FileType.LOCKS, chunked), chunked, UNKNOWN))
                .isInstanceOf(Saved.Stored.class);
        assertThat(world.quota.used()).isEqualTo(1000);
        repository.delete(name(FileType.LOCKS, lock));
        assertThat(world.quota.used()).isEqualTo(1000);
    }

    @Test
    void aLargeLockIsNotFree() throws IOException {
        int size = (int) FreeLocks.MAX_BYTES + 1;
        World world = new World(size);
        Repository repository = world.repository("a");
        byte[] lock = content(random, size);
        World.upload(repository, name(FileType.LOCKS, lock), lock, UNKNOWN);
        assertThat(world.quota.used()).isEqualTo(size);
        byte[] second = content(random, size);
        assertThatThrownBy(() -> World.upload(repository, FileType.LOCKS, second))
                .isInstanceOf(QuotaReachedException.class);
        assertThatThrownBy(() -> World.upload(repository, name(FileType.LOCKS, second), second, UNKNOWN))
                .isInstanceOf(QuotaReachedException.class);
        assertThat(world.quota.used()).isEqualTo(size);
    }

    @Test
    void locksBeyondTheirNumberCount() throws IOException {
        World world = new World(1_000_000_000);
        Repository repository = world.repository("a");
        for (int i = 0; i < FreeLocks.MAX_FILES; i++) {
            byte[] lock = content(random, 8);
            world.put("a/" + name(FileType.LOCKS, lock), lock);
        }
        repository.list(FileType.LOCKS);
        assertThat(world.quota.used()).isZero();
        byte[] beyond = content(random, 8);
        World.upload(repository, FileType.LOCKS, beyond);
        assertThat(world.quota.used()).isEqualTo(8);
        repository.delete(name(FileType.LOCKS, beyond));
        assertThat(world.quota.used()).isZero();
    }
}
