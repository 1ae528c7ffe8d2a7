package packhouse.storage.repack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.protocol.FileId;
import packhouse.storage.TestClock;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.format.BlobCodec;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.format.SealedBlob;

/** An encoder that is broken: no pack with what it made counts, so nothing is ever hidden for it. */
@Tag("accident-9")
final class PackSinkTest {

    private static final Path FOLDER = Path.of("/staging");
    private static final int LEVEL = 19;

    private final Random random = new Random(9);
    private final RepositoryKey key = RepositoryKey.random(random);
    private final BlobCodec codec = new BlobCodec(key);
    private final SimulatedDisk disk = new SimulatedDisk(new TestClock());
    private final Staging staging = new Staging(disk, FOLDER, Modes.PRIVATE);
    private final byte[] plain = plain();

    @BeforeEach
    void makeFolder() throws IOException {
        disk.makeDirectory(FOLDER, Modes.PRIVATE);
    }

    @AfterEach
    void close() {
        codec.close();
    }

    private byte[] plain() {
        byte[] bytes = new byte[20_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(20);
        }
        return bytes;
    }

    /** What a broken encoder makes of a blob. */
    enum Encoder {
        ONE_BYTE_IS_ANOTHER,
        THE_END_IS_MISSING,
        SOMETHING_FOLLOWS,
        IT_IS_ALL_ZEROS,
        THE_FRAME_IS_CUT,
        THE_FRAME_IS_NONE
    }

    private byte[] encode(Encoder encoder) {
        byte[] frame = Zstd.compress(plain, LEVEL);
        byte[] other = plain.clone();
        other[other.length / 2]++;
        return switch (encoder) {
            case ONE_BYTE_IS_ANOTHER -> Zstd.compress(other, LEVEL);
            case THE_END_IS_MISSING -> Zstd.compress(Arrays.copyOf(plain, plain.length - 1), LEVEL);
            case SOMETHING_FOLLOWS -> Zstd.compress(Arrays.copyOf(plain, plain.length + 1), LEVEL);
            case IT_IS_ALL_ZEROS -> Zstd.compress(new byte[plain.length], LEVEL);
            case THE_FRAME_IS_CUT -> Arrays.copyOf(frame, frame.length - 3);
            case THE_FRAME_IS_NONE -> new byte[frame.length];
        };
    }

    private SealedBlob sealed(byte[] frame) {
        byte[] sealed = key.seal(frame, 0, frame.length, new SecureRandom());
        return new SealedBlob(BlobKind.DATA, FileId.of(Hash.of(plain)), plain.length, ByteBuffer.wrap(sealed));
    }

    private List<Made> write(byte[] frame) throws IOException {
        try (PackSink sink = new PackSink(staging, key, random, PackEntry.OVERHEAD)) {
            Optional<PackSink.Open> full = sink.add(sealed(frame));
            ReadBack readBack = new ReadBack(disk, key, codec, new Window());
            try {
                sink.finish(full.orElseThrow(), readBack);
            } catch (IOException e) {
                assertThat(sink.made()).isEmpty();
                throw e;
            }
            return sink.made();
        }
    }

    @Test
    void whatASoundEncoderMakesCounts() throws IOException {
        assertThat(write(Zstd.compress(plain, LEVEL))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatABrokenEncoderMakesDoesNot(Encoder encoder) {
        assertThatThrownBy(() -> write(encode(encoder)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could not be read back");
    }
}
