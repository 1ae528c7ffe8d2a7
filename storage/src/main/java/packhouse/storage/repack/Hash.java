package packhouse.storage.repack;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** What files are named by. */
final class Hash {

    private Hash() {}

    /** SHA-256 of these bytes. */
    static byte[] of(byte... bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
