package packhouse.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A password somebody sent, and what it is to be compared with.
 *
 * @param stored what the user file says; unusable if there is no such user
 * @param decoy what is hashed against where {@code stored} is no bcrypt
 * @param password as sent; whoever checks the guess wipes it
 */
record Guess(String user, StoredHash stored, StoredHash.Bcrypt decoy, Password password) {

    /** Whether it is right. Hashes once in every case, so that time does not tell who exists and who has which kind of hash. */
    boolean isRight(Hasher hasher) {
        if (stored instanceof StoredHash.Bcrypt bcrypt) {
            return hasher.matches(bcrypt, password.bytes());
        }
        hasher.matches(decoy, password.bytes());
        return stored instanceof StoredHash.Sha1 sha1
                && MessageDigest.isEqual(sha1.text().getBytes(StandardCharsets.US_ASCII), sha1());
    }

    private byte[] sha1() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(password.bytes());
            return ("{SHA}" + Base64.getEncoder().encodeToString(digest)).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** Why it let nobody in, for the log. */
    String why() {
        return stored instanceof StoredHash.Unusable unusable ? unusable.toString() : "wrong password";
    }

    @Override
    public String toString() {
        return "guess for " + user;
    }
}
