package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.protocol.FileId;
import packhouse.protocol.Sha256;
import packhouse.storage.Golden;

/** Blobs out of packs: what is given has the hash that was asked for. */
final class BlobCodecTest {

    private final Random random = Seeded.random(BlobCodecTest.class);
    private final RepositoryKey key = RepositoryKey.random(random);
    private final BlobCodec codec = new BlobCodec(key);

    @AfterEach
    void close() {
        codec.close();
    }

    static Stream<Golden> golden() {
        return Golden.all();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void readsEveryBlobOfARealRepositoryButTheDamagedOne(Golden golden) throws IOException {
        int damaged = 0;
        try (BlobCodec theirs = new BlobCodec(GoldenKeys.of(golden))) {
            for (Map.Entry<String, byte[]> pack : golden.files("data").entrySet()) {
                Source source = Source.of("data/" + pack.getKey(), pack.getValue());
                for (PackEntry entry : PackHeader.read(source, GoldenKeys.of(golden))) {
                    damaged += isDamaged(theirs, source, entry) ? 1 : 0;
                }
            }
        }
        assertThat(damaged).isEqualTo(golden.name().equals("v2-damaged-pack") ? 1 : 0);
    }

    private static boolean isDamaged(BlobCodec codec, Source pack, PackEntry entry) throws IOException {
        try {
            ByteBuffer plain = codec.read(pack, entry);
            assertThat(plain.remaining()).isEqualTo((int) entry.plainLength());
            return false;
        } catch (FormatException.Corrupt e) {
            assertThat(e).hasMessageContaining(entry.id().toString());
            assertThat(e.offset()).isEqualTo(entry.offset());
            return true;
        }
    }

    @Test
    void aPieceIsWhatStandsThereAlsoWhereTheCounterOfTheCipherTurnsOver() throws IOException {
        byte[] plain = text(5000);
        for (RandomGenerator ivs : List.<RandomGenerator>of(random, () -> -1L)) {
            byte[] sealed = key.seal(plain, 0, plain.length, ivs);
            Source pack = Source.of("pack", sealed);
            PackEntry entry = entry(pack, plain, 0);
            for (int i = 0; i < 100; i++) {
                int from = random.nextInt(plain.length + 1);
                int length = random.nextInt(plain.length - from + 1);
                assertThat(codec.piece(pack, entry, from, length)).isEqualTo(ByteBuffer.wrap(plain, from, length));
            }
        }
        PackEntry entry = entry(sealed(plain), plain, 0);
        assertThatThrownBy(() -> codec.piece(sealed(plain), entry, 4990, 11)).hasMessageContaining("no such piece");
    }

    @Test
    void aStreamGivesWhatReadingGivesHoweverLongTheBlobIs() throws IOException {
        for (int length : new int[] {0, 1, 100_000, 16 << 20, (16 << 20) + 1, 40 << 20}) {
            byte[] plain = text(length);
            for (boolean compress : new boolean[] {false, length > 0}) {
                Source pack = sealed(compress ? Zstd.compress(plain) : plain);
                PackEntry entry = entry(pack, plain, compress ? length : 0);
                assertThat(codec.read(pack, entry)).isEqualTo(ByteBuffer.wrap(plain));
                try (InputStream stream = codec.stream(pack, entry)) {
                    assertThat(Arrays.equals(stream.readAllBytes(), plain)).isTrue();
                }
                codec.verify(pack, entry);
            }
        }
    }

    @Test
    void aStreamThatWasLeftDoesNotSpoilTheNextBlob() throws IOException {
        byte[] large = text(17 << 20);
        Source pack = sealed(large);
        try (InputStream stream = codec.stream(pack, entry(pack, large, 0))) {
            assertThat(stream.read()).isGreaterThanOrEqualTo(0);
        }
        codec.verify(pack, entry(pack, large, 0));
        Source small = sealed(new byte[10]);
        codec.verify(small, entry(small, new byte[10], 0));
    }

    @Test
    void refusesABlobWithTheContentOfAnother() {
        for (int length : new int[] {1000, 17 << 20}) {
            Source pack = sealed(new byte[length]);
            byte[] other = new byte[length];
            other[length / 2] = 1;
            assertRefused(pack, entry(pack, other, 0), "content of another");
        }
    }

    @Test
    void refusesWhatInflatesToAnotherLength() {
        for (int length : new int[] {1000, 17 << 20}) {
            byte[] plain = text(length);
            Source pack = sealed(Zstd.compress(plain));
            assertRefused(pack, entry(pack, plain, length - 1), "inflate");
            assertRefused(pack, entry(pack, plain, length + 1), "instead of");
            assertRefused(pack, entry(pack, plain, 1), "inflate");
        }
    }

    @Test
    void refusesABombAtTheLengthThatThePackPromises() {
        Source pack = sealed(Zstd.compress(new byte[60 << 20]));
        assertRefused(pack, entry(pack, new byte[1000], 1000), "does not inflate to 1000 bytes");
    }

    @Test
    void refusesWhatIsNoFrame() {
        Source pack = sealed(new byte[1000]);
        assertRefused(pack, entry(pack, new byte[10], 10), "does not inflate");
    }

    @Test
    void refusesWhatThePackIsTooShortFor() {
        Source pack = sealed(new byte[100]);
        FileId id = FileId.of(Sha256.start().digest(new byte[100]));
        assertRefused(pack, new PackEntry(BlobKind.DATA, id, 1, 132, 0), "it ends at 132");
        assertRefused(pack, new PackEntry(BlobKind.DATA, id, 0, 0xffff_ffffL, 0), "it ends at 132");
        assertRefused(pack, new PackEntry(BlobKind.DATA, id, 0xffff_ffffL, 132, 0), "it ends at 132");
        assertRefused(pack, new PackEntry(BlobKind.DATA, id, 0, 31, 0), "too short");
    }

    @Test
    void refusesToHoldABlobThatNoClientWrites() {
        Source pack = sealed(Zstd.compress(new byte[65 << 20]));
        PackEntry entry = entry(pack, new byte[65 << 20], 65 << 20);
        assertThatThrownBy(() -> codec.read(pack, entry))
                .isInstanceOf(FormatException.Corrupt.class)
                .hasMessageContaining("more than any client");
    }

    private void assertRefused(Source pack, PackEntry entry, String why) {
        assertThatThrownBy(() -> codec.verify(pack, entry))
                .isInstanceOf(FormatException.Corrupt.class)
                .hasMessageStartingWith("data/1: ")
                .hasMessageContaining(why);
    }

    private Source sealed(byte[] bytes) {
        return Source.of("data/1", key.seal(bytes, 0, bytes.length, random));
    }

    private static PackEntry entry(Source pack, byte[] plain, long rawLength) {
        return new PackEntry(BlobKind.DATA, FileId.of(Sha256.start().digest(plain)), 0, pack.size(), rawLength);
    }

    /** Bytes that compress somewhat. */
    private byte[] text(int length) {
        byte[] text = Seeded.bytes(random, length);
        for (int i = 0; i < length; i++) {
            text[i] &= 15;
        }
        return text;
    }
}
