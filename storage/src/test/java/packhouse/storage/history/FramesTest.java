package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever was done to a segment, every frame that is whole is found, and none that is not. */
final class FramesTest {

    private static final byte[][] PAYLOADS = {{1, 2, 3}, new byte[50], {9}};

    private static byte[] segment() {
        ByteBuffer all = ByteBuffer.allocate(1000);
        for (byte[] payload : PAYLOADS) {
            all.put(Frames.frame(payload));
        }
        byte[] bytes = new byte[all.position()];
        all.flip().get(bytes);
        return bytes;
    }

    private static Frames.Condition read(byte[] segment, List<byte[]> found) {
        return Frames.read(ByteBuffer.wrap(segment), found::add);
    }

    @Test
    void aWholeSegmentGivesAllItsFrames() {
        List<byte[]> found = new ArrayList<>();
        assertThat(read(segment(), found)).isEqualTo(Frames.Condition.WHOLE);
        assertThat(found.toArray(byte[][]::new)).isDeepEqualTo(PAYLOADS);
    }

    @Test
    void aSegmentThatWasCutOffAnywhereGivesTheFramesBeforeTheCut() {
        byte[] whole = segment();
        for (int length = 0; length < whole.length; length++) {
            List<byte[]> found = new ArrayList<>();
            Frames.Condition condition = read(Arrays.copyOf(whole, length), found);
            int frames = length < 15 ? 0 : length < 77 ? 1 : 2;
            assertThat(found).as("cut at %d", length).hasSize(frames);
            boolean clean = length == 0 || length == 15 || length == 77;
            assertThat(condition).isEqualTo(clean ? Frames.Condition.WHOLE : Frames.Condition.TORN);
        }
    }

    @Test
    void whateverByteIsWrongTheOtherFramesAreFound() {
        for (int at = 0; at < segment().length; at++) {
            byte[] damaged = segment();
            damaged[at] ^= 0x41;
            List<byte[]> found = new ArrayList<>();
            Frames.Condition condition = read(damaged, found);
            assertThat(found).as("damaged at %d", at).hasSize(2);
            assertThat(condition).isEqualTo(at < 77 ? Frames.Condition.DAMAGED : Frames.Condition.TORN);
        }
    }

    @Test
    void noiseIsNoFrame() {
        byte[] noise = new byte[5000];
        new Random(20_261_125).nextBytes(noise);
        List<byte[]> found = new ArrayList<>();
        assertThat(read(noise, found)).isEqualTo(Frames.Condition.TORN);
        assertThat(found).isEmpty();
    }
}
