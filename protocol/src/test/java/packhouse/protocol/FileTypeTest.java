package packhouse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** There are six kinds of files, and their names are the reserved words of the address. */
final class FileTypeTest {

    @Test
    void fiveKindsAreListedAndOneIsTheConfig() {
        assertThat(FileType.values())
                .extracting(FileType::folder)
                .containsExactly("config", "data", "index", "keys", "locks", "snapshots");
        assertThat(FileType.listed())
                .containsExactly(FileType.DATA, FileType.INDEX, FileType.KEYS, FileType.LOCKS, FileType.SNAPSHOTS);
        assertThat(FileType.listed()).allMatch(FileType::isContentNamed);
        assertThat(FileType.CONFIG.isContentNamed()).isFalse();
    }

    @Test
    void onlyLocksMayBeDeletedUnderAppendOnly() {
        assertThat(FileType.values())
                .filteredOn(FileType::isDeletableWhenAppendOnly)
                .containsExactly(FileType.LOCKS);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsFoundByItsName(FileType type) {
        assertThat(FileType.parse(type.folder())).contains(type);
        assertThat(type).hasToString(type.folder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Data", "DATA", "data ", "lock", "tmp", "data/"})
    void otherNamesAreNoKind(String name) {
        assertThat(FileType.parse(name)).isEmpty();
    }
}
