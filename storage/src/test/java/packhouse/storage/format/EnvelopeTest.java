package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.storage.Golden;

/** Index, snapshot and lock files as they are stored. */
final class EnvelopeTest {

    private static final String JSON = "{\"packs\":[]}\n";
    private static final int MOST = 64 << 20;

    private final Random random = Seeded.random(EnvelopeTest.class);
    private final RepositoryKey key = RepositoryKey.random(random);

    static Stream<Golden> golden() {
        return Golden.all();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void opensEveryFileOfARealRepository(Golden golden) throws IOException {
        int version = golden.expected().get("version").intValue();
        for (String folder : new String[] {"index", "snapshots", "locks"}) {
            for (Map.Entry<String, byte[]> file : golden.files(folder).entrySet()) {
                Source source = Source.of(folder + "/" + file.getKey(), file.getValue());
                try (InputStream document = Envelope.open(source, GoldenKeys.of(golden), version, MOST)) {
                    JsonNode json = new ObjectMapper().readTree(document);
                    assertThat(json.has(folder.equals("index") ? "packs" : "hostname"))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void opensWhatItSealedInEitherVersion() throws IOException {
        for (int version : new int[] {1, 2}) {
            for (int length : new int[] {0, 1, 1000, 1 << 20}) {
                byte[] json = ("[" + "1,".repeat(length) + "1]").getBytes(StandardCharsets.UTF_8);
                byte[] sealed = Envelope.seal(json, key, version, random);
                assertThat(read(sealed, version, MOST)).isEqualTo(json);
            }
        }
    }

    @Test
    void compressesOnlySinceVersion2() {
        byte[] json = ("[" + "1,".repeat(10_000) + "1]").getBytes(StandardCharsets.UTF_8);
        assertThat(Envelope.seal(json, key, 1, random)).hasSize(json.length + 32);
        assertThat(Envelope.seal(json, key, 2, random)).hasSizeLessThan(200);
    }

    @Test
    void readsWhatWasWrittenBeforeTheUpgrade() throws IOException {
        assertThat(read(sealed(JSON.getBytes(StandardCharsets.UTF_8)), 2, MOST))
                .asString()
                .isEqualTo(JSON);
        assertThat(read(sealed(new byte[0]), 2, MOST)).isEmpty();
    }

    @Test
    void refusesAnUnknownEncoding() {
        for (String wrong : new String[] {"\u0001{}", "\u0003{}", " {}", "x"}) {
            assertThatThrownBy(() -> read(sealed(wrong.getBytes(StandardCharsets.UTF_8)), 2, MOST))
                    .isInstanceOf(FormatException.Corrupt.class)
                    .hasMessageContaining("index/1")
                    .hasMessageContaining("unknown encoding");
        }
    }

    @Test
    void refusesFramesThatAreCutOffOrNone() {
        byte[] frame = marked(Zstd.compress(new byte[10_000]));
        for (byte[] wrong : new byte[][] {Arrays.copyOf(frame, frame.length - 1), {2, 1, 2, 3, 4, 5}, {2, 40}}) {
            assertThatThrownBy(() -> read(sealed(wrong), 2, MOST)).isInstanceOf(FormatException.Corrupt.class);
        }
    }

    @Test
    void readsSeveralFramesAsOneDocument() throws IOException {
        byte[] one = Zstd.compress("{\"packs\"".getBytes(StandardCharsets.UTF_8));
        byte[] two = Zstd.compress(":[]}".getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        assertThat(read(sealed(marked(both)), 2, MOST)).asString().isEqualTo("{\"packs\":[]}");
    }

    @Test
    void refusesABombAtItsLimit() {
        byte[] bomb = marked(Zstd.compress(new byte[50 << 20]));
        assertThat(bomb).hasSizeLessThan(10_000);
        assertThatThrownBy(() -> read(sealed(bomb), 2, 1 << 20))
                .isInstanceOf(FormatException.Corrupt.class)
                .hasMessageContaining("more than 1048576 bytes");
        assertThatThrownBy(() -> read(sealed(new byte[101]), 1, 100)).isInstanceOf(FormatException.Corrupt.class);
    }

    private byte[] read(byte[] stored, int version, long most) throws IOException {
        try (InputStream document = Envelope.open(Source.of("index/1", stored), key, version, most)) {
            return document.readAllBytes();
        }
    }

    private byte[] sealed(byte[] encoding) {
        return key.seal(encoding, 0, encoding.length, random);
    }

    private static byte[] marked(byte[] frame) {
        byte[] encoding = new byte[frame.length + 1];
        encoding[0] = 2;
        System.arraycopy(frame, 0, encoding, 1, frame.length);
        return encoding;
    }
}
