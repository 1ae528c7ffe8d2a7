package packhouse.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;
import packhouse.storage.upkeep.DedupReport.Origin;
import packhouse.storage.upkeep.Origins.Backup;
import packhouse.storage.upkeep.Origins.Part;

/** Who uploaded copies, told from index files, roots and times. */
final class OriginsTest {

    private static final Backup FIRST = backup(1, "desk", 100, 200);
    private static final Backup SECOND = backup(2, "lap", 150, 250);
    private static final Amount SOME = new Amount(10, 1000);
    private static final Amount MORE = new Amount(20, 3000);

    @Test
    void theIndexFileThatListsTheRootIsOfThatBackup() {
        List<Origin> origins =
                Origins.of(List.of(part(199, SOME, FIRST), part(249, MORE, SECOND)), List.of(FIRST, SECOND));
        assertThat(origins)
                .containsExactly(
                        new Origin(List.of(SECOND.snapshot()), List.of("lap"), at(249), MORE),
                        new Origin(List.of(FIRST.snapshot()), List.of("desk"), at(199), SOME));
    }

    @Test
    void anEarlierIndexFileIsOfTheBackupThatWasGoingOnThen() {
        List<Origin> origins = Origins.of(List.of(part(120, SOME), part(199, MORE, FIRST)), List.of(FIRST, SECOND));
        assertThat(origins)
                .containsExactly(new Origin(List.of(FIRST.snapshot()), List.of("desk"), at(199), SOME.plus(MORE)));
    }

    @Test
    void ofTwoThatWereGoingOnEitherMayHaveDoneIt() {
        assertThat(Origins.of(List.of(part(180, SOME)), List.of(FIRST, SECOND)))
                .containsExactly(new Origin(
                        List.of(FIRST.snapshot(), SECOND.snapshot()), List.of("desk", "lap"), at(180), SOME));
    }

    @Test
    void whatCameWhenNoneWasGoingOnIsOfABackupThatIsForgotten() {
        assertThat(Origins.of(List.of(part(50, SOME), part(300, MORE)), List.of(FIRST, SECOND)))
                .containsExactly(new Origin(List.of(), List.of(), at(300), SOME.plus(MORE)));
    }

    @Test
    void twoThatUploadedTheSameRootAreToldApartByTheirTimes() {
        List<Origin> origins = Origins.of(
                List.of(part(199, SOME, FIRST, SECOND), part(249, MORE, FIRST, SECOND)), List.of(FIRST, SECOND));
        assertThat(origins).extracting(Origin::hosts).containsExactly(List.of("lap"), List.of("desk"));
    }

    @Test
    void withoutTimesAllWhoseRootLiesThereRemain() {
        Backup first = new Backup(FIRST.snapshot(), "desk", FIRST.began(), Optional.empty());
        Backup second = new Backup(SECOND.snapshot(), "lap", SECOND.began(), Optional.empty());
        Part part = new Part(Optional.empty(), SOME, List.of(first, second));
        assertThat(Origins.of(List.of(part), List.of(first, second)))
                .singleElement()
                .satisfies(origin -> assertThat(origin.hosts()).containsExactly("desk", "lap"));
    }

    @Test
    void amongTooManyNobodyIsNamed() {
        List<Backup> crowd = IntStream.range(0, 20)
                .mapToObj(i -> backup(i, "host" + i, 100, 200))
                .toList();
        assertThat(Origins.of(List.of(part(150, SOME)), crowd))
                .containsExactly(new Origin(List.of(), List.of(), at(150), SOME));
    }

    @Test
    void anIndexFileWithoutSuchCopiesIsNotTold() {
        assertThat(Origins.of(List.of(part(150, Amount.NONE, FIRST)), List.of(FIRST)))
                .isEmpty();
    }

    private static Backup backup(int number, String host, long began, long arrived) {
        return new Backup(new FileId(number, 0, 0, 0), host, Instant.ofEpochSecond(began), at(arrived));
    }

    private static Part part(long arrived, Amount copies, Backup... roots) {
        return new Part(at(arrived), copies, List.of(roots));
    }

    private static Optional<Instant> at(long second) {
        return Optional.of(Instant.ofEpochSecond(second));
    }
}
