package packhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import packhouse.protocol.admin.Views;

/** The one screen of {@code packhouse status}. */
class StatusScreenTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final long TIB = 1L << 40;

    private static Views.Repository repository(String path, long bytes, Optional<Instant> last) {
        return repository(path, bytes, last, Optional.empty());
    }

    private static Views.Repository repository(
            String path, long bytes, Optional<Instant> last, Optional<Views.Unlock> unlocked) {
        return new Views.Repository(
                path, path.replace('/', '~'), bytes, new Views.Files(1, 81_436, 3, 1, 0, 412), last, unlocked);
    }

    private static Views.Summary summary(
            Views.State state, boolean counted, int count, List<Views.Repository> repositories) {
        return new Views.Summary(
                "0.1.0",
                Duration.ofDays(12).toSeconds(),
                state.word(),
                counted,
                new Views.Storage("/tank", 8 * TIB, 5 * TIB),
                count,
                0,
                repositories);
    }

    private static String screen(Views.Summary summary) {
        return new StatusScreen(summary, NOW).text();
    }

    @Test
    void oneLineForTheServerAndOneForEachRepository() {
        List<Views.Repository> repositories = List.of(
                repository("/", 0, Optional.empty()),
                repository("alice/laptop", 1_330_409_069_609L, Optional.of(NOW.minus(Duration.ofHours(3)))),
                repository("bob", 5, Optional.empty(), Optional.of(new Views.Unlock(Optional.empty()))),
                repository(
                        "eve",
                        5,
                        Optional.empty(),
                        Optional.of(new Views.Unlock(Optional.of(NOW.plus(Duration.ofHours(7)))))));

        assertThat(screen(summary(Views.State.READY, true, 4, repositories))).isEqualTo("""
                        packhouse 0.1.0 up 12 d   disk 3.00 of 8.00 TiB   4 repositories
                        REPOSITORY    LAST BACKUP  SIZE      PACKS  SNAPSHOTS  KEY
                        /             never        0 B       81436  412        sealed
                        alice/laptop  3 h ago      1.21 TiB  81436  412        sealed
                        bob           never        5 B       81436  412        unlocked
                        eve           never        5 B       81436  412        unlocked, 7 h left
                        """);
    }

    @Test
    void withoutRepositoriesThereIsNoTable() {
        assertThat(screen(summary(Views.State.READY, true, 0, List.of())))
                .isEqualTo("packhouse 0.1.0 up 12 d   disk 3.00 of 8.00 TiB   0 repositories\n");
    }

    @Test
    void whatIsNotWellIsSaidInTheFirstLine() {
        assertThat(screen(summary(Views.State.NOT_READY, false, 0, List.of())))
                .isEqualTo("packhouse 0.1.0 up 12 d   disk 3.00 of 8.00 TiB   0 repositories   NOT-READY"
                        + "   still counting\n");
    }

    @Test
    void ofVeryManyRepositoriesTheRestIsCounted() {
        assertThat(screen(summary(Views.State.READY, true, 12_000, List.of(repository("a", 1, Optional.empty())))))
                .endsWith("\nand 11999 more\n");
    }
}
