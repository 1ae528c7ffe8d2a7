package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hashes let somebody in. */
class StoredHashTest {

    private static final String TAIL = "/vOfJhrGTUHtdGkUm5A7weHCTNxz2K6O6ADOf3L5s2wcqFdSTXxWe";

    private static boolean isRight(String stored, String password) {
        StoredHash.Bcrypt decoy = (StoredHash.Bcrypt) StoredHash.parse("$2y$04$" + ".".repeat(53));
        return new Guess("alice", StoredHash.parse(stored), decoy, new Password(bytes(password)))
                .isRight(Hasher.bcrypt());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2a$04$", "$2b$04$", "$2y$04$"})
    void bcryptUnderAllItsNamesLetsIn(String prefix) {
        assertThat(isRight(prefix + TAIL, "hello")).isTrue();
        assertThat(isRight(prefix + TAIL, "Hello")).isFalse();
        assertThat(isRight(prefix + TAIL, "")).isFalse();
    }

    @Test
    void shaLetsIn() {
        assertThat(isRight("{SHA}qvTGHdzF6KLavt4PO0gs2a6pQ00=", "hello")).isTrue();
        assertThat(isRight("{SHA}qvTGHdzF6KLavt4PO0gs2a6pQ00=", "hellO")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$apr1$aaaaaaaa$PYGhVqIYvAFDvAaVqAVu4.        | MD5",
                "{SSHA}IQV4dGWrmPuSCsyQdmFHbqVJm8RoZWxsbw==   | salted SHA-1",
                "$5$saltsalt$abcdefgh                         | crypt SHA-2",
                "$6$saltsalt$abcdefgh                         | crypt SHA-2",
                "hello                                        | of an unknown kind",
                "''                                           | empty",
                "{SHA}short                                   | damaged",
                "$2y$04$tooshort                              | damaged",
                "$2x$04$/vOfJhrGTUHtdGkUm5A7weHCTNxz2K6O6ADOf3L5s2wcqFdSTXxWe | damaged",
                "$2y$03$/vOfJhrGTUHtdGkUm5A7weHCTNxz2K6O6ADOf3L5s2wcqFdSTXxWe | bcrypt of cost 3",
                "$2y$18$/vOfJhrGTUHtdGkUm5A7weHCTNxz2K6O6ADOf3L5s2wcqFdSTXxWe | bcrypt of cost 18",
            })
    void allOthersLetNobodyIn(String stored, String kind) {
        assertThat(StoredHash.parse(stored)).isEqualTo(new StoredHash.Unusable(stored, kind));
        assertThat(isRight(stored, "hello")).isFalse();
        assertThat(isRight(stored, stored)).isFalse();
    }

    @Test
    void meaninglessBitsOfASaltDoNotMatter() {
        // The salt ends with "e"; "f" to "t" differ from it only in bits that carry nothing.
        for (char last : "efghijklmnopqrst".toCharArray()) {
            String stored = "$2y$04$" + TAIL.substring(0, 21) + last + TAIL.substring(22);
            assertThat(isRight(stored, "hello")).as("salt ends with " + last).isTrue();
        }
    }

    @Test
    void aPasswordSetElsewhereCountsUpToItsSeventySecondByte() {
        String long72 = "x".repeat(72);
        String stored = Hasher.hash(bytes(long72), 4, new SecureRandom()).text();

        assertThat(isRight(stored, long72 + "whatever")).isTrue();
        assertThat(isRight(stored, long72.substring(1))).isFalse();
    }

    @Test
    void aNewHashReadsAsHtpasswdWritesIt() {
        StoredHash.Bcrypt made = Hasher.hash(bytes("pässword"), 5, new SecureRandom());

        assertThat(made.text()).startsWith("$2y$05$").hasSize(60);
        assertThat(StoredHash.parse(made.text())).isEqualTo(made);
        assertThat(isRight(made.text(), "pässword")).isTrue();
    }

    @Test
    void nothingPrintsAHash() {
        assertThat(StoredHash.parse("$2y$04$" + TAIL)).hasToString("bcrypt");
        assertThat(StoredHash.parse("plain")).hasToString("hash is of an unknown kind");
    }
}
