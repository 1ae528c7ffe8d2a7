package packhouse.server.access;

import java.security.SecureRandom;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * Bcrypt. As everywhere, only the first 72 bytes of a password count: those who compare (rest-server's Go, crypt_blowfish behind
 * Apache's htpasswd, Bouncy Castle) cut off the rest silently, so a longer password that was set elsewhere gets in here as well. Those
 * who make hashes should refuse it, as Go and {@link UserFileEditor} do.
 */
interface Hasher {

    /** Bytes of a password that bcrypt looks at. */
    int MAX_PASSWORD_BYTES = 72;

    /** Whether the password is the right one. Takes some 60 ms at cost 10, so it is not for event loops. */
    boolean matches(StoredHash.Bcrypt hash, byte[] password);

    /** Bouncy Castle's implementation, called directly: no provider is registered. */
    static Hasher bcrypt() {
        return (hash, password) -> OpenBSDBCrypt.checkPassword(hash.text(), password);
    }

    /** A new hash of the kind {@code htpasswd -B} writes. */
    static StoredHash.Bcrypt hash(byte[] password, int cost, SecureRandom random) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        String text = OpenBSDBCrypt.generate("2y", password, salt, cost);
        return new StoredHash.Bcrypt(text, cost);
    }
}
