package packhouse.storage.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.Golden;
import packhouse.storage.format.KeyFileWriter;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.repository.WrongPasswordException;
import packhouse.storage.upkeep.RepositoryFacts;

/** Keys come and go. */
final class KeyCabinetTest {

    private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");
    private static final byte[] SECOND = "second-password".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FRESH = "something new".getBytes(StandardCharsets.UTF_8);
    private static final KeyCabinet.Maker MAKER = new KeyCabinet.Maker("packhouse", "nas");

    @TempDir
    private Path folder;

    private static KeyCabinet cabinet(Estate estate) {
        return new KeyCabinet(
                estate.repository,
                estate.store,
                new KeyFileWriter(new SecureRandom()),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Estate twoKeys() throws IOException {
        return new Estate(new Golden("restic-0.19.1", "v2-auto"), folder);
    }

    @Test
    void aNewKeyOpensWithItsPasswordAndSaysWhoMadeIt() throws IOException {
        Estate estate = twoKeys();
        FileId id;
        try (Unlocked opened = estate.opened()) {
            id = ((KeyOutcome.Done) cabinet(estate).add(opened, FRESH, MAKER)).key();
        }
        try (Unlocked opened = estate.opened(FRESH)) {
            assertThat(opened.keyFile()).contains(id);
        }
        assertThat(cabinet(estate).list().readable())
                .hasSize(3)
                .last()
                .satisfies(key -> assertThat(List.of(key.id(), key.user(), key.host(), key.created()))
                        .isEqualTo(List.of(id, "packhouse", "nas", Optional.of(NOW))));
        try (Unlocked opened = estate.opened()) {
            assertThat(opened.keyFile()).isNotEqualTo(id);
        }
    }

    @Test
    void anEmptyPasswordIsNoneAndTwentyKeysAreEnough() throws IOException {
        Estate estate = twoKeys();
        try (Unlocked opened = estate.opened()) {
            assertThat(cabinet(estate).add(opened, new byte[0], MAKER)).isInstanceOf(KeyOutcome.Refused.class);
            for (int i = 0; i < Unlocked.MAX_KEYS - 2; i++) {
                Files.writeString(estate.directory.resolve("keys").resolve(String.format("%064x", i)), "{");
            }
            assertThat(cabinet(estate).add(opened, FRESH, MAKER))
                    .isInstanceOfSatisfying(
                            KeyOutcome.Refused.class,
                            refused -> assertThat(refused.why()).contains("20 keys"));
        }
    }

    @Test
    void aKeyThatIsRemovedOpensNoMoreAndRestsInTheTrash() throws IOException {
        Estate estate = twoKeys();
        FileId second;
        try (Unlocked opened = estate.opened(SECOND)) {
            second = opened.keyFile().orElseThrow();
        }
        try (Unlocked opened = estate.opened()) {
            assertThat(cabinet(estate).remove(opened, second.toString().substring(0, 10)))
                    .isEqualTo(new KeyOutcome.Done(second));
        }
        assertThatThrownBy(() -> estate.opened(SECOND)).isInstanceOf(WrongPasswordException.class);
        assertThat(estate.repository.caretaker().orElseThrow().trash())
                .singleElement()
                .satisfies(kept -> assertThat(kept.file().name()).isEqualTo(FileName.of(FileType.KEYS, second)));
    }

    @Test
    void theKeyWhosePasswordWasGivenStays() throws IOException {
        Estate estate = twoKeys();
        try (Unlocked opened = estate.opened()) {
            String own = opened.keyFile().orElseThrow().toString();
            assertThat(cabinet(estate).remove(opened, own)).isInstanceOf(KeyOutcome.Refused.class);
            assertThat(cabinet(estate).remove(opened, "")).isEqualTo(new KeyOutcome.Unclear(2));
            assertThat(cabinet(estate).remove(opened, "x")).isEqualTo(new KeyOutcome.Unclear(0));
        }
        assertThat(cabinet(estate).list().readable())
                .extracting(RepositoryFacts.Key::id)
                .hasSize(2);
    }

    @Test
    void whereTheKeyThatWasUsedHasGoneNoOtherIsRemoved() throws IOException {
        Estate estate = twoKeys();
        try (Unlocked opened = estate.opened();
                Unlocked other = estate.opened(SECOND)) {
            String second = other.keyFile().orElseThrow().toString();
            Files.delete(estate.directory
                    .resolve("keys")
                    .resolve(opened.keyFile().orElseThrow().toString()));
            assertThat(cabinet(estate).remove(opened, second)).isInstanceOf(KeyOutcome.Refused.class);
        }
        estate.opened(SECOND).close();
    }
}
