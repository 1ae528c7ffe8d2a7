package packhouse.server.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names a guess without giving the password away: HMAC-SHA-256 of user, stored hash and password under a key that lives as long
 * as this process. A user whose hash changes gets another fingerprint, so nothing remembered about the old one can ever apply.
 */
final class Fingerprints {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    Fingerprints(SecureRandom random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    ByteBuffer of(Guess guess) {
        Mac mac = mac();
        update(mac, guess.user().getBytes(StandardCharsets.UTF_8));
        update(mac, guess.stored().text().getBytes(StandardCharsets.UTF_8));
        update(mac, guess.password().bytes());
        return ByteBuffer.wrap(mac.doFinal());
    }

    /** With its length in front, so that no two triples give the same bytes. */
    private static void update(Mac mac, byte[] part) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
        mac.update(part);
    }

    /** Made for each use, not kept: the first one costs some 25 ms, which the start of the server need not pay. */
    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
