package packhouse.storage.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The MAC is the one that everybody else computes. */
class Poly1305Test {

    private static final String ZEROS = "00".repeat(16);
    private static final String ONES = "ff".repeat(16);

    private static String mac(byte[] key, byte[] message) {
        Poly1305 poly = new Poly1305();
        poly.start(key);
        poly.update(message, 0, message.length);
        byte[] mac = new byte[16];
        poly.finish(mac, 0);
        return HexFormat.of().formatHex(mac);
    }

    private static byte[] bytes(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    @Test
    void theExampleOfTheStandard() {
        byte[] key = bytes("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b");
        assertThat(mac(key, "Cryptographic Forum Research Group".getBytes(US_ASCII)))
                .isEqualTo("a8061dc1305136c6c22b8baf0c0127a9");
    }

    /** Appendix A.3, vectors 7 to 11: sums that carry through all limbs, or stand just at the modulus. */
    static Stream<Arguments> edges() {
        return Stream.of(
                Arguments.of("02" + "00".repeat(31), ONES, "03" + "00".repeat(15)),
                Arguments.of("02" + "00".repeat(15) + ONES, "02" + "00".repeat(15), "03" + "00".repeat(15)),
                Arguments.of(
                        "01" + "00".repeat(31),
                        ONES + "f0" + "ff".repeat(15) + "11" + "00".repeat(15),
                        "05" + "00".repeat(15)),
                Arguments.of("01" + "00".repeat(31), ONES + "fb" + "fe".repeat(15) + "01".repeat(16), ZEROS),
                Arguments.of("02" + "00".repeat(31), "fd" + "ff".repeat(15), "fa" + "ff".repeat(15)),
                Arguments.of(
                        "01000000000000000400000000000000" + ZEROS,
                        "e33594d7505e43b900000000000000003394d7505e4379cd01000000000000000000000000000000"
                                + "0000000000000000010000000000000000000000000000" + "00",
                        "14000000000000005500000000000000"));
    }

    @ParameterizedTest
    @MethodSource("edges")
    void numbersAtTheEdges(String key, String message, String mac) {
        assertThat(mac(bytes(key), bytes(message))).isEqualTo(mac);
    }

    @RepeatedTest(200)
    void anyMessageInAnyPiecesIsAsWithBouncyCastle(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] key = new byte[32];
        random.nextBytes(key);
        byte[] message = new byte[random.nextInt(random.nextBoolean() ? 100 : 5000)];
        random.nextBytes(message);
        if (random.nextInt(4) == 0) {
            Arrays.fill(message, (byte) 0xff);
        }
        Poly1305 poly = new Poly1305();
        // Twice, because one that is started again must have forgotten all.
        for (int round = 0; round < 2; round++) {
            poly.start(key);
            for (int done = 0; done < message.length; ) {
                int count = Math.min(message.length - done, random.nextInt(90));
                poly.update(message, done, count);
                done += count;
            }
            byte[] mac = new byte[20];
            poly.finish(mac, 3);
            assertThat(Arrays.copyOfRange(mac, 3, 19)).isEqualTo(bouncyCastle(key, message));
        }
    }

    private static byte[] bouncyCastle(byte[] key, byte[] message) {
        byte[] clamped = key.clone();
        for (int i : new int[] {3, 7, 11, 15}) {
            clamped[i] &= 15;
        }
        for (int i : new int[] {4, 8, 12}) {
            clamped[i] &= (byte) 252;
        }
        org.bouncycastle.crypto.macs.Poly1305 poly = new org.bouncycastle.crypto.macs.Poly1305();
        poly.init(new KeyParameter(clamped));
        poly.update(message, 0, message.length);
        byte[] mac = new byte[16];
        poly.doFinal(mac, 0);
        return mac;
    }
}
