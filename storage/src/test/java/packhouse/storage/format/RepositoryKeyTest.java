package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import packhouse.storage.Golden;

/** What a key seals, and what it opens. */
final class RepositoryKeyTest {

    private static final HexFormat HEX = HexFormat.of();

    private final Random random = Seeded.random(RepositoryKeyTest.class);
    private final RepositoryKey key = RepositoryKey.random(random);

    @Test
    void opensWhatAnIndependentProgramSealed() throws IOException {
        RepositoryKey theirs = vectorKey();
        for (JsonNode vector : Golden.vectors().get("sealed")) {
            byte[] sealed = hex(vector, "sealed");
            assertThat(theirs.open(Source.of("x", sealed), 0, sealed.length)).isEqualTo(hex(vector, "plain"));
        }
    }

    @Test
    void sealsTheSameBytesAsAnIndependentProgram() {
        Sealer sealer = vectorKey().sealer();
        for (JsonNode vector : Golden.vectors().get("sealed")) {
            byte[] plain = hex(vector, "plain");
            byte[] sealed = new byte[plain.length + PackEntry.OVERHEAD];
            System.arraycopy(hex(vector, "iv"), 0, sealed, 0, Sealer.IV);
            sealer.seal(plain, 0, plain.length, sealed, 0);
            assertThat(sealed).isEqualTo(hex(vector, "sealed"));
        }
    }

    @Test
    void opensWhatItSealedWhateverItsLength() throws IOException {
        for (int length :
                new int[] {0, 1, 15, 16, 17, 8191, 8192, 8193, 32767, 32768, 32769, 300_000, 1 << 20, (1 << 20) + 1}) {
            byte[] plain = Seeded.bytes(random, length);
            byte[] stored = surrounded(key.seal(plain, 0, length, random));
            Source file = Source.of("x", stored);
            assertThat(key.open(file, 5, length + PackEntry.OVERHEAD)).isEqualTo(plain);
            try (InputStream stream = key.stream(file, 5, length + PackEntry.OVERHEAD)) {
                assertThat(stream.readAllBytes()).isEqualTo(plain);
            }
        }
    }

    @Test
    void noTwoSealedItemsAreAlike() {
        byte[] plain = Seeded.bytes(random, 100);
        assertThat(key.seal(plain, 0, 100, random)).isNotEqualTo(key.seal(plain, 0, 100, random));
    }

    @Test
    void aChangedBitIsNoticedWhereverItIs() {
        byte[] sealed = key.seal(Seeded.bytes(random, 64), 0, 64, random);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertThatThrownBy(() -> key.open(Source.of("index/1", changed), 0, changed.length))
                    .isInstanceOf(FormatException.Corrupt.class)
                    .hasMessageContaining("index/1")
                    .hasMessageContaining("another MAC");
        }
    }

    @Test
    void aStreamGivesNothingOfBytesThatWereChanged() {
        byte[] sealed = key.seal(new byte[1 << 20], 0, 1 << 20, random);
        sealed[random.nextInt(sealed.length)] ^= 1;
        assertThatThrownBy(() -> key.stream(Source.of("x", sealed), 0, sealed.length))
                .isInstanceOf(FormatException.Corrupt.class);
    }

    @Test
    void aStreamNoticesAFileThatChangesAfterItWasChecked() throws IOException {
        byte[] sealed = key.seal(new byte[1 << 20], 0, 1 << 20, random);
        try (InputStream stream = key.stream(Source.of("x", sealed), 0, sealed.length)) {
            sealed[sealed.length - 100] ^= 1;
            assertThatThrownBy(stream::readAllBytes).isInstanceOf(FormatException.Corrupt.class);
        }
    }

    @Test
    void anotherKeyOpensNothing() {
        byte[] sealed = key.seal(new byte[10], 0, 10, random);
        assertThat(RepositoryKey.random(random).open(sealed)).isEmpty();
    }

    @Test
    void whatIsCutOffIsCorrupt() {
        byte[] sealed = key.seal(new byte[10], 0, 10, random);
        Source file = Source.of("x", sealed);
        assertThatThrownBy(() -> key.open(file, 0, 31)).isInstanceOf(FormatException.Corrupt.class);
        assertThatThrownBy(() -> key.open(file, 1, 42)).isInstanceOf(FormatException.Corrupt.class);
        assertThatThrownBy(() -> key.stream(file, 0, 43)).isInstanceOf(FormatException.Corrupt.class);
        assertThatThrownBy(() -> key.open(file, -1, 42)).isInstanceOf(FormatException.Corrupt.class);
        assertThatThrownBy(() -> key.open(file, Long.MAX_VALUE, 42)).isInstanceOf(FormatException.Corrupt.class);
    }

    @Test
    void aKeyWithAPartOfZerosIsNone() {
        for (int[] part : new int[][] {{0, 32}, {32, 48}, {48, 64}}) {
            byte[] bytes = Seeded.bytes(random, 64);
            assertThat(RepositoryKey.of(bytes)).isPresent();
            Arrays.fill(bytes, part[0], part[1], (byte) 0);
            assertThat(RepositoryKey.of(bytes)).isEmpty();
        }
    }

    @Test
    void aWipedKeyOpensNothing() {
        byte[] sealed = key.seal(new byte[10], 0, 10, random);
        key.wipe();
        assertThatThrownBy(() -> key.open(sealed)).isInstanceOf(IllegalStateException.class);
    }

    private byte[] surrounded(byte[] sealed) {
        byte[] stored = Seeded.bytes(random, sealed.length + 12);
        System.arraycopy(sealed, 0, stored, 5, sealed.length);
        return stored;
    }

    static RepositoryKey vectorKey() {
        JsonNode parts = Golden.vectors().get("key");
        String all = parts.get("encrypt").textValue()
                + parts.get("mac_k").textValue()
                + parts.get("mac_r").textValue();
        return RepositoryKey.of(HEX.parseHex(all)).orElseThrow();
    }

    private static byte[] hex(JsonNode vector, String member) {
        return HEX.parseHex(vector.get(member).textValue());
    }
}
