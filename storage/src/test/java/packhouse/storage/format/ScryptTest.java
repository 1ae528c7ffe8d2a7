package packhouse.storage.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Passwords become the keys that everybody else makes of them. */
class ScryptTest {

    private static String stretch(String password, String salt, int n, int r, int p) {
        byte[] key = new Scrypt(n, r, p).stretch(password.getBytes(US_ASCII), salt.getBytes(US_ASCII), 64);
        return HexFormat.of().formatHex(key);
    }

    @Test
    void theVectorsOfTheStandard() {
        assertThat(stretch("", "", 16, 1, 1))
                .isEqualTo("77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                        + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
        assertThat(stretch("password", "NaCl", 1024, 8, 16))
                .isEqualTo("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
        assertThat(stretch("pleaseletmein", "SodiumChloride", 16_384, 8, 1))
                .isEqualTo("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
    }

    @RepeatedTest(40)
    void anythingIsAsWithBouncyCastle(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int n = 2 << random.nextInt(6);
        int r = 1 + random.nextInt(9);
        int p = 1 + random.nextInt(5);
        byte[] password = new byte[random.nextInt(100)];
        byte[] salt = new byte[random.nextInt(70)];
        random.nextBytes(password);
        random.nextBytes(salt);
        int length = 1 + random.nextInt(100);
        assertThat(new Scrypt(n, r, p).stretch(password, salt, length))
                .isEqualTo(SCrypt.generate(password, salt, n, r, p, length));
    }
}
