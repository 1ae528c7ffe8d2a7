package packhouse.storage.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.protocol.FileName;
import packhouse.storage.Golden;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.LockFile;
import packhouse.storage.format.RepositoryConfig;
import packhouse.storage.format.Source;
import packhouse.storage.history.Cause;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Uploads;

/** A repository of version 1 becomes one of version 2. */
final class UpgradeTest {

    private static final Golden OLD = new Golden("restic-0.14.0", "v1-plain");
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private static Upgraded upgrade(Estate estate) throws IOException {
        try (Unlocked opened = estate.opened()) {
            return new Upgrade(opened, estate.repository.history().orElseThrow(), estate.disk, RANDOM, estate.clock)
                    .run();
        }
    }

    private static Upgraded look(Estate estate) throws IOException {
        try (Unlocked opened = estate.opened()) {
            return Upgrade.look(opened, estate.clock);
        }
    }

    static Stream<Golden> ofVersionOne() {
        return Golden.named("v1-plain");
    }

    @ParameterizedTest
    @MethodSource("ofVersionOne")
    void theConfigSaysTwoAndIsTheSameElse(Golden golden) throws IOException {
        Estate estate = new Estate(golden, folder);
        byte[] before = golden.file("config");
        assertThat(look(estate)).isInstanceOf(Upgraded.Possible.class);

        assertThat(upgrade(estate)).isEqualTo(new Upgraded.Done(1));

        try (Unlocked opened = estate.opened()) {
            RepositoryConfig old = RepositoryConfig.open(Source.of("old", before), opened.key());
            assertThat(opened.version()).isEqualTo(2);
            assertThat(opened.config().id()).isEqualTo(old.id());
            assertThat(opened.config().polynomial()).isEqualTo(old.polynomial());
            assertThat(opened.config().isButForVersion(old)).isTrue();
        }
        assertThat(estate.repository.caretaker().orElseThrow().trash())
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.file().name()).isEqualTo(FileName.config());
                    assertThat(kept.file().cause()).isEqualTo(Cause.UPGRADED);
                });
    }

    @Test
    void whatHasTheNewestVersionIsLeftAsItIs() throws IOException {
        Estate estate = new Estate(new Golden("restic-0.19.1", "v2-empty"), folder);
        byte[] before = Files.readAllBytes(estate.directory.resolve("config"));
        assertThat(look(estate)).isInstanceOf(Upgraded.Already.class);
        assertThat(upgrade(estate)).isInstanceOf(Upgraded.Already.class);
        assertThat(Files.readAllBytes(estate.directory.resolve("config"))).isEqualTo(before);
    }

    @Test
    void whileAClientIsAtWorkNothingHappensAndItIsSaidWhoThatIs() throws IOException {
        Estate estate = new Estate(OLD, folder);
        byte[] before = Files.readAllBytes(estate.directory.resolve("config"));
        Path lock = lock(estate, Duration.ofMinutes(29));

        assertThat(look(estate)).isEqualTo(new Upgraded.Busy("a client is at work: laptop, user alice, pid 412"));
        assertThat(upgrade(estate)).isInstanceOf(Upgraded.Busy.class);
        assertThat(Files.readAllBytes(estate.directory.resolve("config"))).isEqualTo(before);

        Files.delete(lock);
        assertThat(upgrade(estate)).isInstanceOf(Upgraded.Done.class);
    }

    @Test
    void aLockThatNobodyRenewedForHalfAnHourIsNobodys() throws IOException {
        Estate estate = new Estate(OLD, folder);
        lock(estate, Duration.ofMinutes(31));
        assertThat(upgrade(estate)).isInstanceOf(Upgraded.Done.class);
    }

    @Test
    void aLockThatCannotBeReadIsSomebodys() throws IOException {
        Estate estate = new Estate(OLD, folder);
        Path lock = Files.writeString(estate.directory.resolve("locks").resolve("ab".repeat(32)), "not sealed");
        arrive(lock, estate, Duration.ofMinutes(1));
        assertThat(upgrade(estate)).isInstanceOf(Upgraded.Busy.class);
        Files.writeString(lock, "");
        assertThat(upgrade(estate)).isInstanceOf(Upgraded.Done.class);
    }

    private static Path lock(Estate estate, Duration ago) throws IOException {
        byte[] sealed;
        try (Unlocked opened = estate.opened()) {
            byte[] json = new LockFile(
                            OffsetDateTime.parse("2026-01-01T00:00:00Z"), false, "laptop", "alice", 412, 1, 1)
                    .toJson();
            sealed = Envelope.seal(json, opened.key(), opened.version(), RANDOM);
        }
        Path lock = Files.write(
                estate.directory.resolve("locks").resolve(Uploads.id(sealed).toString()), sealed);
        arrive(lock, estate, ago);
        return lock;
    }

    private static void arrive(Path file, Estate estate, Duration ago) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(estate.clock.instant().minus(ago)));
    }
}
