package packhouse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A repository lies in no, one or two folders whose names can do no harm. */
final class RepoPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "alice",
                "Data",
                "my backup",
                "Büro",
                "日本",
                "a.b",
                "configs",
                "~",
                "-rf",
                "%2e%2e",
                "*",
                "metrics",
                "…"
            })
    void aHarmlessNameMayHoldARepository(String name) {
        assertThat(RepoPath.isFolder(name)).isTrue();
        assertThat(RepoPath.of(List.of(name))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                ".hidden",
                ".htpasswd",
                ".packhouse",
                "config",
                "data",
                "index",
                "keys",
                "locks",
                "snapshots",
                "a/b",
                "a\\b",
                "a\u0000",
                "a\nb",
                "\u0001",
                "a\u007f",
                "a\u0085"
            })
    void aDangerousOrReservedNameMayNot(String name) {
        assertThat(RepoPath.isFolder(name)).isFalse();
        assertThat(RepoPath.of(List.of(name))).isEmpty();
        assertThat(RepoPath.of(List.of("a", name))).isEmpty();
        assertThatThrownBy(() -> new RepoPath(List.of(name))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameIsMeasuredInBytes() {
        assertThat(RepoPath.isFolder("a".repeat(255))).isTrue();
        assertThat(RepoPath.isFolder("a".repeat(256))).isFalse();
        assertThat(RepoPath.isFolder("ü".repeat(127) + "a")).isTrue();
        assertThat(RepoPath.isFolder("ü".repeat(128))).isFalse();
    }

    @Test
    void twoFoldersAreTheDeepest() {
        assertThat(RepoPath.of(List.of())).isPresent();
        assertThat(RepoPath.of(List.of("a", "b"))).isPresent();
        assertThat(RepoPath.of(List.of("a", "b", "c"))).isEmpty();
        assertThatThrownBy(() -> new RepoPath(List.of("a", "b", "c"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'', /, ''",
        "/, /, ''",
        "a, a, a",
        "/a, a, a",
        "a/, a, a",
        "/a/b/, a/b, a/b",
        "alice/laptop, alice/laptop, alice/laptop"
    })
    void whatAPersonTypesIsUnderstood(String typed, String printed, String label) {
        RepoPath path = RepoPath.parse(typed).orElseThrow();
        assertThat(path).hasToString(printed);
        assertThat(path.label()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a//b", "//a", "a//", "a/b/c", "../a", "a/..", "data", "a/config"})
    void whatCannotBeAPathIsNotUnderstood(String typed) {
        assertThat(RepoPath.parse(typed)).isEmpty();
    }

    @Test
    void theListOfFoldersIsNotSharedWithTheCaller() {
        List<String> folders = new ArrayList<>(List.of("a"));
        RepoPath path = new RepoPath(folders);
        folders.set(0, "data");
        assertThat(path.folders()).containsExactly("a");
    }

    @Test
    void pathsSortAsTheyArePrinted() {
        assertThat(List.of("b", "a/z", "", "a"))
                .extracting(text -> RepoPath.parse(text).orElseThrow())
                .satisfies(paths ->
                        assertThat(paths.stream().sorted().map(RepoPath::label)).containsExactly("", "a", "a/z", "b"));
    }
}
