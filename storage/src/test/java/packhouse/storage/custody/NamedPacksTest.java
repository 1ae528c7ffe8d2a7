package packhouse.storage.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;

final class NamedPacksTest {

    private final Semaphore room = new Semaphore(5);
    private final NamedPacks named = new NamedPacks(room);

    private static FileId id(long number) {
        return new FileId(number, 1, 2, 3);
    }

    @Test
    void aPackIsNamedAsLongAsOneIndexNamesIt() {
        named.put(id(1), List.of(id(-7), id(8)));
        named.put(id(2), List.of(id(8)));
        assertThat(named.names(id(-7))).isTrue();
        assertThat(named.names(id(9))).isFalse();
        named.drop(id(1));
        assertThat(named.names(id(-7))).isFalse();
        assertThat(named.names(id(8))).isTrue();
        named.retain(Set.of(id(1)));
        assertThat(named.names(id(8))).isFalse();
    }

    @Test
    void rememberingIsBoundedAndForgettingGivesTheRoomBack() {
        named.put(id(1), List.of(id(1), id(2), id(3)));
        named.put(id(2), List.of(id(4), id(5), id(6)));
        assertThat(named.knows(id(2))).isFalse();
        assertThat(named.names(id(5))).isFalse();
        named.put(id(1), List.of(id(1)));
        named.put(id(2), List.of(id(4), id(5), id(6)));
        assertThat(named.names(id(5))).isTrue();
        named.retain(Set.of());
        assertThat(room.availablePermits()).isEqualTo(5);
    }
}
