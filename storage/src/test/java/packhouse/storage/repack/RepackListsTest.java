package packhouse.storage.repack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import packhouse.protocol.FileId;
import packhouse.protocol.FileType;
import packhouse.storage.Golden;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.LyingDisk;
import packhouse.storage.history.Superseded;

/** Lists that are empty, lack half of it, are of yesterday, or fail: whatever the worker does by them, nothing is lost when the truth is told again. */
@Tag("accident-7")
final class RepackListsTest {

    private static final Golden GOLDEN = new Golden("restic-0.19.1", "v2-duplicates-mixed");
    private static final Duration REST = Duration.ofHours(26);

    private final Map<Path, List<String>> yesterday = new HashMap<>();

    /** A way to answer wrongly. */
    enum Answer {
        EMPTY,
        HALF,
        OTHER_HALF,
        STALE,
        TROUBLE
    }

    private List<String> answer(Answer answer, Path directory, List<String> truth) throws IOException {
        return switch (answer) {
            case EMPTY -> List.of();
            case HALF -> half(truth, 0);
            case OTHER_HALF -> half(truth, 1);
            case STALE -> yesterday.getOrDefault(directory, List.of());
            case TROUBLE -> throw new IOException(directory + ": cannot be listed");
        };
    }

    private static List<String> half(List<String> truth, int which) {
        return IntStream.range(0, truth.size())
                .filter(i -> i % 2 == which)
                .mapToObj(truth::get)
                .toList();
    }

    private Disk lying(Disk disk, FileType type, Answer answer) {
        Path folder = Shed.REPOSITORY.resolve(type.folder());
        return new LyingDisk(
                disk, (directory, truth) -> directory.startsWith(folder) ? answer(answer, directory, truth) : truth);
    }

    private void remember(Shed shed, Path directory) {
        List<String> names = new ArrayList<>();
        if (shed.disk.list(directory, names::add)) {
            yesterday.put(directory, names);
            names.forEach(name -> remember(shed, directory.resolve(name)));
        }
    }

    private interface Deed {
        void run() throws IOException;
    }

    private static void inSpiteOfTrouble(Deed deed) {
        try {
            deed.run();
        } catch (IOException e) {
            // An honest end; what counts is what it has done by then.
            assertThat(e).isNotNull();
        }
    }

    private static void assertWhole(Shed shed, Set<String> before) throws IOException {
        shed.wear(disk -> disk);
        assertThat(shed.contents.readable()).isEqualTo(before);
        assertThat(shed.errors()).isEmpty();
        shed.repack();
        assertThat(shed.contents.index()).hasSize(before.size());
        shed.clock.advance(REST);
        shed.release();
        assertThat(shed.contents.readable()).isEqualTo(before);
        assertThat(shed.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "INDEX,EMPTY", "INDEX,HALF", "INDEX,OTHER_HALF", "INDEX,STALE", "INDEX,TROUBLE",
        "DATA,EMPTY", "DATA,HALF", "DATA,OTHER_HALF", "DATA,STALE", "DATA,TROUBLE",
        "SNAPSHOTS,EMPTY", "SNAPSHOTS,TROUBLE"
    })
    void nothingIsLostByAWrongList(FileType type, Answer answer) throws IOException {
        Shed shed = new Shed(GOLDEN);
        Set<String> before = shed.contents.readable();
        shed.wear(disk -> lying(disk, type, answer));
        inSpiteOfTrouble(shed::repack);
        shed.clock.advance(REST);
        inSpiteOfTrouble(shed::release);
        assertWhole(shed, before);
    }

    @ParameterizedTest
    @CsvSource({
        "INDEX,EMPTY", "INDEX,HALF", "INDEX,OTHER_HALF", "INDEX,STALE", "INDEX,TROUBLE",
        "DATA,EMPTY", "DATA,HALF", "DATA,OTHER_HALF", "DATA,STALE", "DATA,TROUBLE"
    })
    void nothingIsFreedByAWrongListThatIsStillNeeded(FileType type, Answer answer) throws IOException {
        Shed shed = new Shed(GOLDEN);
        Set<String> before = shed.contents.readable();
        remember(shed, Shed.REPOSITORY);
        shed.repack();
        shed.wear(disk -> lying(disk, type, answer));
        shed.clock.advance(REST);
        inSpiteOfTrouble(shed::repack);
        inSpiteOfTrouble(shed::release);
        shed.clock.advance(REST);
        inSpiteOfTrouble(shed::release);
        assertWhole(shed, before);
    }

    /** Somebody has removed the survivors, and the list does not know it yet. */
    @Test
    void whatAListCallsASurvivorIsReadBeforeItIsBelieved() throws IOException {
        Shed shed = new Shed(GOLDEN);
        shed.repack();
        remember(shed, Shed.REPOSITORY);
        for (FileId pack : shed.contents.files(FileType.DATA)) {
            String id = pack.toString();
            shed.disk.delete(Shed.REPOSITORY.resolve("data/" + id.substring(0, 2) + "/" + id));
        }
        List<Superseded> resting = shed.repository.caretaker().orElseThrow().superseded();
        shed.wear(disk -> lying(disk, FileType.DATA, Answer.STALE));
        shed.clock.advance(REST);
        shed.release();
        assertThat(shed.repository.caretaker().orElseThrow().superseded())
                .extracting(Superseded::files)
                .isEqualTo(resting.stream().map(Superseded::files).toList());
    }
}
