package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A key stream that lies still under a file, wherever one begins to read. */
final class PageCipherTest {

    private final Random random = Seeded.random(PageCipherTest.class);
    private final RepositoryKey key = RepositoryKey.random(random);

    @Test
    void whatIsReadFromTheMiddleIsWhatWasWrittenFromTheStart() {
        PageCipher cipher = PageCipher.of(key, "table/1");
        byte[] plain = Seeded.bytes(random, 100_000);
        byte[] hidden = plain.clone();
        cipher.apply(0, hidden, 0, hidden.length);
        assertThat(hidden).isNotEqualTo(plain);
        for (int i = 0; i < 1000; i++) {
            int from = random.nextInt(plain.length);
            int length = random.nextInt(Math.min(20_000, plain.length - from));
            byte[] page = new byte[length + 7];
            System.arraycopy(hidden, from, page, 7, length);
            cipher.apply(from, page, 7, length);
            assertThat(Arrays.copyOfRange(page, 7, page.length))
                    .isEqualTo(Arrays.copyOfRange(plain, from, from + length));
        }
    }

    @Test
    void theSameLabelGivesTheSameStreamAndAnotherAnother() {
        byte[] stream = stream(PageCipher.of(key, "table/1"), 0);
        assertThat(stream(PageCipher.of(key, "table/1"), 0)).isEqualTo(stream);
        assertThat(stream(PageCipher.of(key, "table/2"), 0)).isNotEqualTo(stream);
        assertThat(stream(PageCipher.of(RepositoryKey.random(random), "table/1"), 0))
                .isNotEqualTo(stream);
        assertThat(stream(PageCipher.random(random), 0)).isNotEqualTo(stream(PageCipher.random(random), 0));
    }

    @Test
    void noPartOfAStreamComesAgainFarBehind() {
        PageCipher cipher = PageCipher.of(key, "table/1");
        byte[] start = stream(cipher, 0);
        for (long position : new long[] {1L << 31, 1L << 32, 1L << 36, 1L << 40, Long.MAX_VALUE - 64}) {
            assertThat(stream(cipher, position)).isNotEqualTo(start);
        }
        assertThatThrownBy(() -> stream(cipher, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] stream(PageCipher cipher, long position) {
        byte[] zeros = new byte[64];
        cipher.apply(position, zeros, 0, zeros.length);
        return zeros;
    }
}
