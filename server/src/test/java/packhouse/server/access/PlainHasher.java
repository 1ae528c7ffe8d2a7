package packhouse.server.access;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A hasher that is quick and keeps count: the password stands in the stored text, behind 29 characters of cost and salt. */
final class PlainHasher implements Hasher {

    /** Hashes made, as {@code cost:password}. */
    final List<String> made = new ArrayList<>();

    /** What the user file would hold for a password of up to 31 letters. */
    static String stored(String password) {
        return "$2y$10$" + ".".repeat(22) + password + ".".repeat(31 - password.length());
    }

    @Override
    public boolean matches(StoredHash.Bcrypt hash, byte[] password) {
        String text = new String(password, StandardCharsets.UTF_8);
        made.add(hash.cost() + ":" + text);
        return hash.text().equals(stored(text));
    }
}
