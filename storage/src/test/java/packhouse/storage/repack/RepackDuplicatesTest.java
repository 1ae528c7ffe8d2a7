package packhouse.storage.repack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;
import packhouse.storage.Golden;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.BlobSealer;
import packhouse.storage.format.Compression;
import packhouse.storage.format.NewPack;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackWriter;

/** Blobs that lie twice in one pack, in every company: one copy stays, a sound one if there is any, and is still there when the rest is freed. */
@Tag("accident-6")
final class RepackDuplicatesTest {

    private static final Golden EMPTY = new Golden("restic-0.19.1", "v2-empty");

    /** What packs hold; a small letter stands for the same blob uncompressed. */
    private static final List<String> PACKS = List.of("A", "AA", "aA", "AB", "BA", "ABA", "bAbA", "ACa", "CBA");

    private static final int BLOB = 3_000;
    private static final Duration REST = Duration.ofHours(26);

    private static byte[] content(char letter) {
        byte[] content = new byte[BLOB];
        new Random(Character.toUpperCase(letter)).nextBytes(content);
        for (int i = 0; i < BLOB / 2; i++) {
            content[i] = 0;
        }
        return content;
    }

    /** A pack as no client should write it and one did. */
    private static Map<FileId, List<PackEntry>> put(Shed shed, String letters, int damaged) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PackWriter writer = new PackWriter(bytes, shed.unlocked.key(), new SecureRandom());
        try (BlobSealer sealer = new BlobSealer(shed.unlocked.key(), new SecureRandom())) {
            for (int i = 0; i < letters.length(); i++) {
                char letter = letters.charAt(i);
                Compression compression = Character.isUpperCase(letter) ? Compression.AUTO : Compression.OFF;
                writer.add(sealer.seal(BlobKind.DATA, content(letter), 0, BLOB, compression));
            }
        }
        NewPack pack = writer.finish();
        byte[] content = bytes.toByteArray();
        if (damaged >= 0) {
            content[(int) pack.entries().get(damaged).offset() + 20] ^= 1;
        }
        // Rot keeps the name of the sound file.
        shed.putPack(pack.id(), content);
        return Map.of(pack.id(), pack.entries());
    }

    private static void assertOneOfEachStays(String first, String second, int damaged) throws IOException {
        Shed shed = new Shed(EMPTY);
        Map<FileId, List<PackEntry>> packs = new LinkedHashMap<>(put(shed, first, damaged));
        packs.putAll(put(shed, second, -1));
        shed.putIndex(packs);
        shed.start();
        Set<String> before = shed.contents.readable();
        String situation = first + " and " + second + ", damaged " + damaged;
        assertThat(before).as(situation).isNotEmpty();

        shed.repack();
        assertThat(shed.contents.readable()).as(situation).isEqualTo(before);
        if (damaged < 0) {
            assertThat(shed.contents.index().values())
                    .as(situation)
                    .allSatisfy(copies -> assertThat(copies).hasSize(1));
        }
        shed.clock.advance(REST);
        shed.release();
        shed.start();
        assertThat(shed.contents.readable()).as("%s, freed", situation).isEqualTo(before);
    }

    @Test
    void ofAnyTwoPacksEachBlobStaysOnce() throws IOException {
        for (String first : PACKS) {
            for (String second : PACKS) {
                assertOneOfEachStays(first, second, -1);
            }
        }
    }

    @Test
    void ofAnyTwoPacksASoundCopyStaysWhicheverIsDamaged() throws IOException {
        for (String first : PACKS) {
            for (String second : PACKS) {
                for (int damaged = 0; damaged < first.length(); damaged++) {
                    assertOneOfEachStays(first, second, damaged);
                }
            }
        }
    }
}
