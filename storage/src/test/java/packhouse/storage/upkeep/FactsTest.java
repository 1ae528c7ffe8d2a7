package packhouse.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.storage.Golden;
import packhouse.storage.Unpacked;
import packhouse.storage.format.GoldenKeys;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Store;
import packhouse.storage.upkeep.RepositoryFacts.Contents;
import packhouse.storage.upkeep.RepositoryFacts.Group;
import packhouse.storage.upkeep.RepositoryFacts.Lock;

/** What there is to say about real repositories, with and without their password. */
final class FactsTest {

    private static final InstantSource LATER = InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z"));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("packhouse.storage.Golden#all")
    void aRepositoryIsDescribedAsItsClientWroteIt(Golden golden) throws IOException {
        Store store = Unpacked.store(golden, directory);
        JsonNode expected = golden.expected();
        RepositoryFacts facts = opened(golden, store);
        Contents contents = facts.contents().orElseThrow();
        assertThat(facts.packs().count()).isEqualTo(expected.at("/packs/stored").asLong());
        assertThat(facts.packs().bytes())
                .isEqualTo(expected.at("/packs/stored_bytes").asLong());
        assertThat(facts.indexes().count())
                .isEqualTo(expected.at("/index/files").asLong());
        assertThat(facts.keys()).hasSize(expected.at("/keys").asInt());
        assertThat(facts.bytes())
                .isEqualTo(golden.files().values().stream()
                        .mapToLong(bytes -> bytes.length)
                        .sum());
        assertThat(contents.version()).isEqualTo(expected.at("/version").asInt());
        assertThat(contents.groups().stream().mapToLong(Group::snapshots).sum())
                .isEqualTo(expected.at("/snapshots").asLong());
        assertThat(contents.locks()).hasSize(expected.at("/locks/count").asInt());
        assertThat(contents.locks().stream().filter(Lock::exclusive).count())
                .isEqualTo(expected.at("/locks/exclusive").asLong());
        assertThat(contents.damaged()).isEmpty();
        assertThat(facts.damagedKeys()).isEmpty();
    }

    @Test
    void withoutThePasswordKeysAndSizesAreKnownStill() throws IOException {
        Store store = Unpacked.store(new Golden("restic-0.19.1", "v2-auto"), directory);
        RepositoryFacts facts = new Facts(store, LATER).collect(Optional.empty());
        assertThat(facts.contents()).isEmpty();
        assertThat(facts.keys())
                .hasSize(2)
                .allSatisfy(key -> assertThat(key.created()).isPresent());
        assertThat(facts.keys().stream().map(RepositoryFacts.Key::created).map(Optional::orElseThrow))
                .isSorted();
        assertThat(facts.lastBackup()).isPresent();
        assertThat(facts.snapshots().count()).isPositive();
    }

    @Test
    void snapshotsAreGroupedByHostAndPaths() throws IOException {
        Golden golden = new Golden("restic-0.19.1", "v2-duplicates");
        Store store = Unpacked.store(golden, directory);
        Contents contents = opened(golden, store).contents().orElseThrow();
        assertThat(contents.groups())
                .hasSize(3)
                .allSatisfy(group -> assertThat(group.snapshots()).isEqualTo(1));
        assertThat(contents.groups().stream().map(Group::host)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anEmptyRepositoryHasNoLastBackup() throws IOException {
        Store store = Unpacked.store(new Golden("restic-0.19.1", "v2-empty"), directory);
        assertThat(new Facts(store, LATER).collect(Optional.empty()).lastBackup())
                .isEmpty();
    }

    @Test
    void aLockOfLongAgoIsStale() throws IOException {
        Golden golden = new Golden("restic-0.19.1", "v2-stale-locks");
        Store store = Unpacked.store(golden, directory);
        Contents contents = opened(golden, store).contents().orElseThrow();
        assertThat(contents.locks()).hasSize(2).allMatch(Lock::stale);
        Instant shortly = contents.locks().get(1).time().plusSeconds(60);
        try (Unlocked unlocked = Unlocked.open(store, GoldenKeys.of(golden))) {
            RepositoryFacts facts = new Facts(store, InstantSource.fixed(shortly)).collect(Optional.of(unlocked));
            assertThat(facts.contents().orElseThrow().locks().get(1).stale()).isFalse();
        }
    }

    @Test
    void damagedDocumentsAreNamedAndDoNotHideTheOthers() throws IOException {
        Golden golden = new Golden("restic-0.19.1", "v2-duplicates");
        Store store = Unpacked.store(golden, directory);
        String snapshot = golden.files("snapshots").keySet().iterator().next();
        Files.write(directory.resolve("snapshots").resolve(snapshot), new byte[200]);
        Files.writeString(directory.resolve("keys").resolve("0".repeat(64)), "{}");
        RepositoryFacts facts = opened(golden, store);
        assertThat(facts.damagedKeys()).hasSize(1);
        assertThat(facts.contents().orElseThrow().damaged())
                .singleElement()
                .satisfies(damaged -> assertThat(damaged.id()).hasToString(snapshot));
        assertThat(facts.contents().orElseThrow().groups()).hasSize(2);
    }

    private static RepositoryFacts opened(Golden golden, Store store) throws IOException {
        try (Unlocked unlocked = Unlocked.open(store, GoldenKeys.of(golden))) {
            return new Facts(store, LATER).collect(Optional.of(unlocked));
        }
    }
}
