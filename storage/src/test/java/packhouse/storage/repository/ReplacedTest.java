package packhouse.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.name;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.history.Cause;
import packhouse.storage.history.History;
import packhouse.storage.history.Outcome;
import packhouse.storage.history.Replacement;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.store.Saved;

/** What clients see of files that the server itself has replaced, and what the quota counts. */
final class ReplacedTest {

    private final Random random = new Random(20_261_131);
    private final byte[] pack = content(random, 3000);
    private final byte[] fresh = content(random, 2000);
    private final FileName old = name(FileType.DATA, pack);

    private static RestPeriods periods(boolean keeps) {
        return keeps ? RestPeriods.DEFAULT : new RestPeriods(Duration.ZERO, Duration.ZERO);
    }

    private Repository replaced(World world) throws IOException {
        Repository repository = world.repository("alice");
        World.upload(repository, FileType.DATA, pack);
        History history = repository.history().orElseThrow();
        Path file = history.staging().resolve("new");
        try (WritableFile out = world.disk.create(file, Modes.PRIVATE)) {
            out.write(ByteBuffer.wrap(fresh));
            out.force();
        }
        Replacement change = new Replacement(
                Cause.REPACKED,
                List.of(new Replacement.Staged(name(FileType.DATA, fresh), fresh.length, file)),
                List.of(new Replacement.Old(old, pack.length)));
        long before = world.quota.used();
        assertThat(history.replace(change, () -> {
                    assertThat(world.quota.used()).isEqualTo(before);
                    return Optional.empty();
                }))
                .isInstanceOf(Outcome.Done.class);
        return repository;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itCanBeReadAndIsNotListedAndADeleteChangesNothing(boolean keeps) throws IOException {
        World world = new World(0, periods(keeps));
        Repository repository = replaced(world);
        assertThat(repository.list(FileType.DATA).orElseThrow().bytes()).isEqualTo(2000);
        assertThat(repository.size(old)).hasValue(3000);
        assertThat(repository.delete(old)).hasValue(3000);
        try (Region region = repository.open(old).orElseThrow()) {
            assertThat(region.size()).isEqualTo(3000);
        }
        assertThat(repository.list(FileType.DATA).orElseThrow().bytes()).isEqualTo(2000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAClientDeletedCannotBeRead(boolean keeps) throws IOException {
        World world = new World(0, periods(keeps));
        Repository repository = replaced(world);
        FileName shown = name(FileType.DATA, fresh);
        assertThat(repository.delete(shown)).hasValue(2000);
        assertThat(repository.size(shown)).isEmpty();
        assertThat(repository.open(shown)).isEmpty();
        assertThat(repository.delete(shown)).isEmpty();
    }

    @Test
    void aFileCountsOnceAndItsNameCanBeUploadedAgain() throws IOException {
        World world = new World(5_000);
        Repository repository = replaced(world);
        assertThat(world.quota.used()).isEqualTo(2000).isEqualTo(world.countedBytes());
        assertThat(World.upload(repository, FileType.DATA, pack)).isEqualTo(new Saved.Stored(3000));
        assertThat(world.quota.used()).isEqualTo(5000).isEqualTo(world.countedBytes());
        assertThat(repository.delete(old)).hasValue(3000);
        assertThat(repository.size(old)).as("hidden before, by the server").hasValue(3000);
    }
}
