package packhouse.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.storage.Golden;
import packhouse.storage.Unpacked;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.store.Store;

/** How a password opens a repository, or does not. */
final class UnlockedTest {

    private static final Golden TWO_KEYS = new Golden("restic-0.19.1", "v2-auto");

    @TempDir
    private Path directory;

    @Test
    void thePasswordOpensIt() throws IOException {
        try (Unlocked unlocked = Unlocked.open(store(TWO_KEYS), Golden.password())) {
            assertThat(unlocked.version()).isEqualTo(2);
            assertThat(unlocked.config().id()).hasSize(64);
        }
    }

    @Test
    void soDoesThatOfAnotherKey() throws IOException {
        try (Unlocked unlocked = Unlocked.open(store(TWO_KEYS), bytes("second-password"))) {
            assertThat(unlocked.version()).isEqualTo(2);
        }
    }

    @Test
    void itTellsWhichOfTheKeyFilesWasOpened() throws IOException {
        Store store = store(TWO_KEYS);
        try (Unlocked one = Unlocked.open(store, Golden.password());
                Unlocked other = Unlocked.open(store, bytes("second-password"))) {
            assertThat(List.of(
                            one.keyFile().orElseThrow().toString(),
                            other.keyFile().orElseThrow().toString()))
                    .containsExactlyInAnyOrderElementsOf(TWO_KEYS.files("keys").keySet());
        }
    }

    @Test
    void aCopyOfItsKeyOpensItStillAfterTheFirstWasWiped() throws IOException {
        Store store = store(TWO_KEYS);
        RepositoryKey copy;
        try (Unlocked unlocked = Unlocked.open(store, Golden.password())) {
            copy = unlocked.key().copy();
        }
        try (Unlocked again = Unlocked.open(store, copy)) {
            assertThat(again.version()).isEqualTo(2);
            assertThat(again.keyFile()).isEmpty();
        }
        assertThatThrownBy(copy::copy).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anotherPasswordDoesNot() {
        assertThatThrownBy(() -> Unlocked.open(store(TWO_KEYS), bytes("guess")))
                .isInstanceOf(WrongPasswordException.class)
                .hasMessageContaining("none of 2 keys");
    }

    @Test
    void aDamagedKeyDoesNotKeepAnotherFromOpening() throws IOException {
        Store store = store(TWO_KEYS);
        Files.writeString(directory.resolve("keys").resolve("0".repeat(64)), "{");
        try (Unlocked unlocked = Unlocked.open(store, Golden.password())) {
            assertThat(unlocked.version()).isEqualTo(2);
        }
    }

    @Test
    void ifEveryKeyIsDamagedThePasswordIsNotToBlame() throws IOException {
        Store store = store(TWO_KEYS);
        for (String key : TWO_KEYS.files("keys").keySet()) {
            Files.writeString(directory.resolve("keys").resolve(key), "{");
        }
        assertThatThrownBy(() -> Unlocked.open(store, Golden.password())).isInstanceOf(FormatException.Corrupt.class);
    }

    @Test
    void aDamagedConfigIsSaid() throws IOException {
        Store store = store(TWO_KEYS);
        Files.write(directory.resolve("config"), new byte[150]);
        assertThatThrownBy(() -> Unlocked.open(store, Golden.password()))
                .isInstanceOf(FormatException.Corrupt.class)
                .hasMessageContaining("config");
    }

    @Test
    void withoutAConfigThereIsNoRepository() throws IOException {
        Store store = store(TWO_KEYS);
        Files.delete(directory.resolve("config"));
        assertThatThrownBy(() -> Unlocked.open(store, Golden.password())).isInstanceOf(NoRepositoryException.class);
    }

    private Store store(Golden golden) {
        return Unpacked.store(golden, directory);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
