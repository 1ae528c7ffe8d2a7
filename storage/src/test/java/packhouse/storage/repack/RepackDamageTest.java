package packhouse.storage.repack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileId;
import packhouse.protocol.FileType;
import packhouse.storage.Golden;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.CompressionLevel;

/** What can still be read stays readable, whatever else is damaged. */
final class RepackDamageTest {

    private static final long SMALL_PACK = 64 << 10;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"v2-duplicates", "v2-duplicates-mixed", "v2-off", "v1-upgraded"})
    void nothingReadableIsLost(String name) throws IOException {
        Random random = new Random(name.hashCode());
        try (World world = new World(new Golden("restic-0.19.1", name), directory)) {
            List<FileId> packs = world.files(FileType.DATA);
            for (int i = 0; i < 5; i++) {
                Path pack = world.pack(packs.get(random.nextInt(packs.size())));
                byte[] bytes = Files.readAllBytes(pack);
                bytes[random.nextInt(bytes.length)] ^= 1;
                Files.write(pack, bytes);
            }
            Set<String> before = world.contents.readable();
            world.limits = World.FEW;
            world.run(World.thorough(SMALL_PACK));
            assertThat(world.contents.readable()).isEqualTo(before);
        }
    }

    @Test
    void aDamagedPackStaysAsItIs() throws IOException {
        try (World world = new World(new Golden("restic-0.19.1", "v2-off"), directory)) {
            Copy blob = plain(world).get(3);
            damage(world, blob);
            byte[] bytes = Files.readAllBytes(world.pack(blob.pack()));
            RepackResult result = world.run(World.thorough(SMALL_PACK));
            assertThat(Files.readAllBytes(world.pack(blob.pack()))).isEqualTo(bytes);
            assertThat(result.leftAlone()).singleElement().satisfies(left -> {
                assertThat(left.some()).containsExactly(blob.pack());
                assertThat(left.why()).isEqualTo("hold a blob of which no copy is sound; run a check");
            });
            assertThat(result.commits()).isNotEmpty();
            assertThat(world.log)
                    .anySatisfy(line -> assertThat(line)
                            .contains(blob.pack().toString())
                            .contains(blob.entry().id().toString()));
            assertThat(world.index().values())
                    .allSatisfy(copies -> assertThat(copies).hasSize(1));
        }
    }

    private static List<Copy> plain(World world) throws IOException {
        return world.index().values().stream()
                .map(copies -> copies.get(0))
                .filter(copy -> !copy.entry().isCompressed())
                .toList();
    }

    /** If a repack believed the index alone, it would hide the only sound copy. */
    @Test
    void aCopyThatStaysIsReadBeforeTheOtherGoes() throws IOException {
        RepackOptions duplicates = new RepackOptions(
                new CompressionLevel(3), true, false, true, false, false, SMALL_PACK, 0, Duration.ZERO);
        try (World world = new World(new Golden("restic-0.19.1", "v2-duplicates"), directory)) {
            Set<FileId> sources = new HashSet<>();
            try (RepackPlan plan = world.plan(duplicates)) {
                for (int batch = 0; batch < plan.batches(); batch++) {
                    sources.addAll(plan.batch(batch).sources());
                }
            }
            List<List<Copy>> split = new ArrayList<>();
            for (List<Copy> copies : world.index().values()) {
                if (copies.stream().anyMatch(copy -> sources.contains(copy.pack()))
                        && copies.stream().anyMatch(copy -> !sources.contains(copy.pack()))) {
                    split.add(copies);
                }
            }
            assertThat(split).isNotEmpty();
            for (Copy copy : split.get(0)) {
                if (!sources.contains(copy.pack())) {
                    damage(world, copy);
                }
            }
            Set<String> before = world.contents.readable();
            assertThat(before).contains(Contents.key(split.get(0).get(0).entry()));
            RepackResult result = world.run(duplicates);
            assertThat(result.commits()).isNotEmpty();
            assertThat(world.contents.readable()).isEqualTo(before);
        }
    }

    /** The second batch was rewritten as if the first had carried the only sound copy, which lies in the second. */
    @Test
    void theOnlySoundCopyStaysIfWhatShouldCarryItDoesNotBecomeReal() throws IOException {
        try (World world = new World(new Golden("restic-0.19.1", "v2-duplicates-mixed"), directory)) {
            world.limits = World.FEW;
            List<FileId> first;
            try (RepackPlan plan = world.plan(World.thorough(SMALL_PACK))) {
                first = plan.batch(0).sources();
            }
            List<Copy> blob = world.index().values().stream()
                    .filter(copies -> copies.stream().anyMatch(copy -> first.contains(copy.pack()))
                            && copies.stream().anyMatch(copy -> !first.contains(copy.pack())))
                    .findFirst()
                    .orElseThrow();
            for (Copy copy : blob) {
                if (first.contains(copy.pack())) {
                    damage(world, copy);
                }
            }
            Set<String> before = world.contents.readable();
            assertThat(before).contains(Contents.key(blob.get(0).entry()));
            world.exchange.refusals = 1;
            RepackResult result = world.run(World.thorough(SMALL_PACK));
            assertThat(result.leftAlone())
                    .extracting(LeftAlone::why)
                    .contains("could not be replaced: refused by the test");
            assertThat(result.commits()).isNotEmpty();
            assertThat(world.contents.readable()).isEqualTo(before);
        }
    }

    @Test
    void anotherCopyTakesThePlaceOfADamagedOne() throws IOException {
        try (World world = new World(new Golden("restic-0.19.1", "v2-duplicates-mixed"), directory)) {
            List<Copy> copies = world.index().values().stream()
                    .filter(each -> each.size() > 1)
                    .findFirst()
                    .orElseThrow();
            damage(world, copies.get(0));
            RepackResult result = world.run(World.thorough(SMALL_PACK));
            assertThat(result.leftAlone()).isEmpty();
            assertThat(world.index().get(Contents.key(copies.get(0).entry()))).hasSize(1);
            assertThat(world.contents.readable())
                    .contains(Contents.key(copies.get(0).entry()));
        }
    }

    private static void damage(World world, Copy copy) throws IOException {
        Path pack = world.pack(copy.pack());
        byte[] bytes = Files.readAllBytes(pack);
        bytes[(int) copy.entry().offset() + 20] ^= 4;
        Files.write(pack, bytes);
    }

    /**
     * A later backup that counts on the damaged copy has the hole, too. A client that sends the blob again heals all of them: the index
     * names only what can be read.
     */
    @Test
    @Tag("accident-12")
    void theIndexStopsNamingADamagedCopyOnceTheSourceWasSavedAgain() throws IOException {
        Shed shed = new Shed(new Golden("restic-0.19.1", "v2-off"));
        Set<String> before = shed.contents.readable();
        Copy blob = shed.contents.index().values().stream()
                .map(copies -> copies.get(0))
                .filter(copy -> copy.entry().kind() == BlobKind.DATA)
                .findFirst()
                .orElseThrow();
        byte[] sound = shed.bytes(blob.pack());
        byte[] rotten = sound.clone();
        rotten[(int) blob.entry().offset() + 20] ^= 4;
        shed.putPack(blob.pack(), rotten);
        shed.start();

        shed.repack();
        assertThat(shed.said).anyMatch(line -> line.contains(blob.entry().id().toString()));
        assertThat(shed.contents.readable())
                .as("no copy of it was made, sound or not")
                .doesNotContain(Contents.key(blob.entry()));
        assertThat(shed.contents.index().get(Contents.key(blob.entry()))).containsExactly(blob);

        shed.saveAgain(blob.entry(), sound);
        shed.repack();
        assertThat(shed.contents.index().get(Contents.key(blob.entry())))
                .singleElement()
                .isNotEqualTo(blob);
        assertThat(shed.contents.readable()).isEqualTo(before);
        assertThat(shed.errors()).isEmpty();
    }
}
