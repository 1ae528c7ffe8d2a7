package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that a user may have. */
class UserNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"alice", "Alice.B", "a@b.example", "nas-2_x", "ångström", "アリス", "0"})
    void lettersOfAnyScriptDigitsAndFourSignsAreAccepted(String name) {
        assertThat(UserName.isAcceptable(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a:b", "a\n", "a\u0000", "a\u0301", "٣", "\ufffd", "#a", "a\\b", "😀"})
    void everythingElseIsNot(String name) {
        assertThat(UserName.isAcceptable(name)).isFalse();
    }

    @Test
    void aNameIsNotLongerThanAFolderMayBe() {
        assertThat(UserName.isAcceptable("x".repeat(255))).isTrue();
        assertThat(UserName.isAcceptable("x".repeat(256))).isFalse();
    }
}
