package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.protocol.FileId;
import packhouse.protocol.Sha256;

/** Blobs into packs, and out again. */
final class PackWriterTest {

    private static final int MOST = 8 << 20;

    private final Random random = Seeded.random(PackWriterTest.class);
    private final RepositoryKey key = RepositoryKey.random(random);
    private final BlobSealer sealer = new BlobSealer(key, random);

    @AfterEach
    void close() {
        sealer.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatGoesIntoAPackComesOut(Compression compression) throws IOException {
        for (BlobKind kind : BlobKind.values()) {
            List<byte[]> blobs = blobs();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            NewPack pack = write(kind, blobs, compression, bytes);
            assertThat(FileId.of(Sha256.start().digest(bytes.toByteArray()))).isEqualTo(pack.id());
            assertThat(pack.size()).isEqualTo(bytes.size());
            Source source = Source.of("data/" + pack.id(), bytes.toByteArray());
            assertThat(PackHeader.read(source, key)).isEqualTo(pack.entries());
            assertContent(kind, blobs, source, pack.entries());
        }
    }

    private NewPack write(BlobKind kind, List<byte[]> blobs, Compression compression, ByteArrayOutputStream bytes)
            throws IOException {
        PackWriter writer = new PackWriter(bytes, key, random);
        for (byte[] blob : blobs) {
            writer.add(sealer.seal(kind, blob, 0, blob.length, compression));
        }
        return writer.finish();
    }

    private void assertContent(BlobKind kind, List<byte[]> blobs, Source pack, List<PackEntry> entries)
            throws IOException {
        assertThat(entries).hasSameSizeAs(blobs);
        try (BlobCodec codec = new BlobCodec(key)) {
            for (int i = 0; i < blobs.size(); i++) {
                PackEntry entry = entries.get(i);
                assertThat(entry.kind()).isEqualTo(kind);
                assertThat(codec.read(pack, entry)).isEqualTo(ByteBuffer.wrap(blobs.get(i)));
            }
        }
    }

    /** Blobs of all lengths from 0 to 8 MiB, of zeros, of noise, and of what lies between. */
    private List<byte[]> blobs() {
        List<byte[]> blobs =
                new ArrayList<>(List.of(new byte[0], new byte[1], new byte[MOST], Seeded.bytes(random, MOST)));
        for (int i = 0; i < 12; i++) {
            byte[] blob = Seeded.bytes(random, random.nextInt(1 << (8 + random.nextInt(14))));
            int noise = random.nextInt(256);
            for (int j = 0; j < blob.length; j++) {
                blob[j] &= (byte) noise;
            }
            blobs.add(blob);
        }
        return blobs;
    }

    @Test
    void whatDoesNotShrinkIsAFrameAllTheSame() throws IOException {
        byte[] noise = Seeded.bytes(random, 1 << 20);
        for (Compression level : Compression.LEVELS) {
            SealedBlob blob = sealer.seal(BlobKind.DATA, noise, 0, noise.length, level);
            assertThat(blob.rawLength()).isEqualTo(noise.length);
            assertThat(blob.bytes().remaining()).isBetween(noise.length + 32, noise.length + 32 + 64);
        }
    }

    @Test
    void aFrameTellsTheLengthOfItsPlaintext() throws IOException {
        byte[] zeros = new byte[300_000];
        ByteBuffer bytes = sealer.seal(BlobKind.DATA, zeros, 0, zeros.length, Compression.AUTO)
                .bytes();
        byte[] sealed = new byte[bytes.remaining()];
        bytes.get(sealed);
        assertThat(Zstd.getFrameContentSize(key.open(sealed).orElseThrow())).isEqualTo(zeros.length);
    }

    @Test
    void anEmptyBlobIsNeverCompressed() throws IOException {
        SealedBlob blob = sealer.seal(BlobKind.DATA, new byte[5], 2, 0, Compression.MAX);
        assertThat(blob.rawLength()).isZero();
        assertThat(blob.bytes().remaining()).isEqualTo(32);
    }

    @Test
    void theLengthInAdvanceIsTheLengthThatComesOut() throws IOException {
        byte[] plain = blobs().get(5);
        for (Compression level : Compression.values()) {
            assertThat(sealer.compressedLength(plain, 0, plain.length, level) + 32)
                    .isEqualTo(sealer.seal(BlobKind.DATA, plain, 0, plain.length, level)
                            .bytes()
                            .remaining());
        }
    }

    @Test
    void aPackIsFullAtItsTargetOrWhenItsHeaderIs() throws IOException {
        PackWriter writer = new PackWriter(new ByteArrayOutputStream(), key, random);
        SealedBlob blob = sealer.seal(BlobKind.DATA, new byte[68], 0, 68, Compression.OFF);
        assertThat(writer.isFull(100)).isFalse();
        writer.add(blob);
        assertThat(writer.isFull(101)).isFalse();
        assertThat(writer.isFull(100)).isTrue();
        for (int i = 1; i < PackHeader.MOST_ENTRIES; i++) {
            writer.add(blob);
        }
        assertThat(writer.isFull(Long.MAX_VALUE)).isTrue();
        assertThatThrownBy(() -> writer.add(blob)).isInstanceOf(IllegalStateException.class);
        assertThat(writer.finish().entries()).hasSize(PackHeader.MOST_ENTRIES);
    }

    @Test
    void aPackHasBlobsOfOneKindAndAtLeastOne() throws IOException {
        PackWriter writer = new PackWriter(new ByteArrayOutputStream(), key, random);
        assertThat(writer.isEmpty()).isTrue();
        assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
        writer.add(sealer.seal(BlobKind.DATA, new byte[1], 0, 1, Compression.OFF));
        SealedBlob tree = sealer.seal(BlobKind.TREE, new byte[1], 0, 1, Compression.OFF);
        assertThatThrownBy(() -> writer.add(tree)).isInstanceOf(IllegalStateException.class);
    }
}
