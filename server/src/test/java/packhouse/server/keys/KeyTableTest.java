package packhouse.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;
import packhouse.protocol.RepoPath;
import packhouse.storage.format.RepositoryKey;

/** Whatever leaves the table of keys is wiped, and there is no way for it to grow without end. */
class KeyTableTest {

    private static final FileId FILE = FileId.parse("01".repeat(32)).orElseThrow();
    private static final Instant END = Instant.parse("2026-01-01T18:00:00Z");
    private static final RepoPath PATH = path("alice");

    private Instant now = END.minusSeconds(60);
    private final KeyTable table = new KeyTable(() -> now);
    private final RepositoryKey key = RepositoryKey.random(new SecureRandom());

    private static RepoPath path(String name) {
        return RepoPath.parse(name).orElseThrow();
    }

    private HeldKey held() {
        return new HeldKey(key, FILE, Optional.of(END));
    }

    private static HeldKey other() {
        return new HeldKey(RepositoryKey.random(new SecureRandom()), FILE, Optional.empty());
    }

    private void assertWiped() {
        assertThatThrownBy(key::copy).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aKeyThatIsReplacedIsWiped() throws IOException {
        table.put(PATH, held());
        table.put(PATH, other());

        assertWiped();
        assertThat(table.get(PATH)).isPresent();
    }

    @Test
    void aKeyThatIsRemovedIsWipedAndAnotherOneStays() throws IOException {
        HeldKey first = held();
        table.put(PATH, first);
        table.put(PATH, other());

        assertThat(table.remove(PATH, first)).isFalse();

        assertThat(table.get(PATH)).isPresent();
    }

    @Test
    void aKeyWhoseTimeIsOverIsWipedInTheNextRound() throws IOException {
        table.put(PATH, held());
        table.put(path("bob"), other());
        assertThat(table.expire()).isEmpty();

        now = END;

        assertThat(table.expire()).containsExactly(PATH);
        assertWiped();
        assertThat(table.get(path("bob"))).isPresent();
    }

    @Test
    void aKeyFoundWhileAPersonLockedTheRepositoryIsWiped() {
        table.shut(PATH);

        assertThat(table.offer(PATH, held())).isFalse();

        assertWiped();
        assertThat(table.get(PATH)).isEmpty();
    }

    @Test
    void aKeyFoundWhileAnotherWasPutIsWiped() throws IOException {
        table.put(PATH, other());

        assertThat(table.offer(PATH, held())).isFalse();

        assertWiped();
        assertThat(table.get(PATH)).isPresent();
    }

    @Test
    void whatWasLockedOrClosedIsWipedAndGivesNoCopy() throws IOException {
        HeldKey first = held();
        table.put(PATH, first);
        assertThat(table.shut(PATH)).isTrue();
        assertWiped();
        assertThat(first.copy()).isEmpty();

        HeldKey second = other();
        table.put(PATH, second);
        table.close();
        assertThat(second.copy()).isEmpty();
        HeldKey late = other();
        assertThatIOException().isThrownBy(() -> table.put(PATH, late));
        assertThat(late.copy()).isEmpty();
    }

    @Test
    void oneMoreThanTheTableHoldsIsRefusedAndWiped() throws IOException {
        RepositoryKey one = RepositoryKey.random(new SecureRandom());
        for (int i = 0; i < KeyTable.MAX_KEYS; i++) {
            table.put(path("r" + i), new HeldKey(one, FILE, Optional.empty()));
        }

        assertThatIOException().isThrownBy(() -> table.put(PATH, held())).withMessageContaining("10000 keys");

        assertWiped();
        table.put(path("r7"), other());
    }
}
