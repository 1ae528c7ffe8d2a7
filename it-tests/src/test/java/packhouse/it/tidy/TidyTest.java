package packhouse.it.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What neither the formatter nor the architecture tests see in the sources. */
final class TidyTest {

    /** A reader's patience; most files are near 120. */
    private static final int MAX_LINES = 400;

    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");
    private static final Pattern PRINTING =
            Pattern.compile("System\\.(out|err)\\.(print|format)|printStackTrace\\(\\)");
    private static final Pattern OTHER_WAITING = Pattern.compile("import .*org\\.awaitility\\.|Thread\\.sleep\\(");
    private static final Pattern HOME = Pattern.compile("/(home|Users)/[a-z]+/|/root/");

    @Test
    void nothingIsLeftUnfinished() {
        assertThat(matching(Sources.ofTheProgram(), UNFINISHED)).isEmpty();
    }

    @Test
    void onlyTheLogAndTheCommandsPrint() {
        assertThat(matching(Sources.ofTheProgram(), PRINTING)).isEmpty();
    }

    @Test
    void noFileOfTheProgramIsLongerThanAReadersPatience() {
        assertThat(Sources.ofTheProgram())
                .filteredOn(file -> Sources.text(file).lines().count() > MAX_LINES)
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatLivesThere() {
        // Programs of one file, as in bench/, are in no package.
        List<Path> silent = Sources.below(Sources.TOP).stream()
                .filter(file -> file.toString().matches(".*/src/(main|test)/java/.*[.]java"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !isExplained(folder))
                .toList();
        assertThat(silent).isEmpty();
    }

    /** Tests live in the package of what they test, which has said it for them. */
    private static boolean isExplained(Path folder) {
        Path program = Path.of(folder.toString().replace("/src/test/java/", "/src/main/java/"));
        return Stream.of(folder, program).anyMatch(place -> Files.exists(place.resolve("package-info.java")));
    }

    /** A wait of ten seconds, which is Awaitility's, is over before a busy machine has done what is waited for. */
    @Test
    void testsFromOutsideHaveOnePatience() {
        List<Path> tests = Sources.below(Sources.TOP.resolve("it-tests/src/test/java")).stream()
                .filter(file -> !file.endsWith("Patience.java"))
                .toList();
        assertThat(tests).hasSizeGreaterThan(50);
        assertThat(matching(tests, OTHER_WAITING)).isEmpty();
    }

    @Test
    void noFileNamesAHomeFolder() {
        List<Path> texts = Sources.below(Sources.TOP).stream()
                .filter(file -> file.toString().matches(".*\\.(java|xml|md|yaml|options|config|service|socket)"))
                .filter(file -> !file.endsWith("TidyTest.java"))
                .toList();
        assertThat(texts).hasSizeGreaterThan(100);
        assertThat(matching(texts, HOME)).isEmpty();
    }

    /** Losses and damage elsewhere that a repack could repeat, by their numbers in the register; each has a test that bears its number. */
    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 9, 10, 12})
    void everyAccidentElsewhereIsReplayedHere(int row) {
        List<Path> tests = Sources.below(Sources.TOP).stream()
                .filter(file -> file.toString().matches(".*/src/test/java/.*[.]java"))
                .toList();
        assertThat(matching(tests, Pattern.compile("@Tag\\(\"accident-" + row + "\"\\)")))
                .isNotEmpty();
    }

    private static List<Path> matching(List<Path> files, Pattern pattern) {
        return files.stream()
                .filter(file -> pattern.matcher(Sources.text(file)).find())
                .map(Sources.TOP::relativize)
                .toList();
    }
}
