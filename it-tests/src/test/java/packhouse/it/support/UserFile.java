package packhouse.it.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Lines of an htpasswd file. */
public final class UserFile {

    /** The least that bcrypt allows: tests need no strength. */
    private static final int COST = 4;

    private static final byte[] SALT = "sixteen bytes...".getBytes(StandardCharsets.US_ASCII);

    private UserFile() {}

    /** A line with bcrypt, as {@code htpasswd -B} writes it. */
    public static String line(String user, String password) {
        return user + ":" + OpenBSDBCrypt.generate("2y", password.toCharArray(), SALT, COST) + "\n";
    }

    /** A line with SHA-1, as {@code htpasswd -s} writes it. */
    public static String shaLine(String user, String password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return user + ":{SHA}" + Base64.getEncoder().encodeToString(digest) + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** The header value of a Basic login. */
    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
