package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** A fingerprint stands for one user, one stored hash and one password. */
class FingerprintsTest {

    private final Fingerprints fingerprints = new Fingerprints(new SecureRandom());

    private ByteBuffer of(String user, String stored, String password) {
        StoredHash.Bcrypt decoy = new StoredHash.Bcrypt("", 10);
        return fingerprints.of(new Guess(
                user,
                new StoredHash.Bcrypt(stored, 10),
                decoy,
                new Password(password.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void equalGuessesHaveEqualFingerprints() {
        assertThat(of("alice", "hash", "secret")).isEqualTo(of("alice", "hash", "secret"));
    }

    @Test
    void aDifferenceAnywhereShows() {
        ByteBuffer one = of("alice", "hash", "secret");

        assertThat(one)
                .isNotEqualTo(of("alicf", "hash", "secret"))
                .isNotEqualTo(of("alice", "hasi", "secret"))
                .isNotEqualTo(of("alice", "hash", "secreu"))
                .isNotEqualTo(of("aliceh", "ash", "secret"))
                .isNotEqualTo(of("alice", "hashs", "ecret"));
    }

    @Test
    void anotherProcessHasOtherFingerprints() {
        assertThat(new Fingerprints(new SecureRandom())
                        .of(new Guess("", StoredHash.NOBODY, new StoredHash.Bcrypt("", 10), new Password(new byte[0]))))
                .isNotEqualTo(fingerprints.of(
                        new Guess("", StoredHash.NOBODY, new StoredHash.Bcrypt("", 10), new Password(new byte[0]))));
    }
}
