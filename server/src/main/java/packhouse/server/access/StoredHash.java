package packhouse.server.access;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the user file holds instead of a password. Never printed: a log with hashes in it is worth stealing.
 *
 * <p>Two kinds let somebody in, as in rest-server: bcrypt and the old {@code {SHA}}. All others stand for a user who exists and
 * never gets in.
 */
sealed interface StoredHash {

    /**
     * The highest bcrypt cost that is accepted, that of {@code htpasswd -C}: each step doubles the time, and at 17 one login takes
     * several seconds. A higher one would let a single line of the file stop all logins.
     */
    int MAX_COST = 17;

    /** Stands for whoever is not in the file. */
    Unusable NOBODY = new Unusable("", "no such user");

    /** As it stands in the file; an identity, not for eyes. */
    String text();

    /** {@code $2a$}, {@code $2b$} or {@code $2y$}: the same algorithm under three names. */
    record Bcrypt(String text, int cost) implements StoredHash {
        @Override
        public String toString() {
            return "bcrypt";
        }
    }

    /** Base64 of an unsalted SHA-1. Weak, but in use. */
    record Sha1(String text) implements StoredHash {
        @Override
        public String toString() {
            return "SHA-1";
        }
    }

    /** Lets nobody in; {@code kind} is what a person calls it. */
    record Unusable(String text, String kind) implements StoredHash {
        @Override
        public String toString() {
            return equals(NOBODY) ? kind : "hash is " + kind;
        }
    }

    /** Understands the second field of a line. */
    static StoredHash parse(String text) {
        Matcher bcrypt = Grammar.BCRYPT.matcher(text);
        if (bcrypt.matches()) {
            int cost = Integer.parseInt(bcrypt.group("cost"));
            return cost >= 4 && cost <= MAX_COST
                    ? new Bcrypt(Grammar.canonical(text), cost)
                    : new Unusable(text, "bcrypt of cost " + cost);
        }
        return Grammar.SHA1.matcher(text).matches() ? new Sha1(text) : new Unusable(text, kind(text));
    }

    private static String kind(String text) {
        if (text.isEmpty()) {
            return "empty";
        }
        if (text.startsWith("$apr1$") || text.startsWith("$1$")) {
            return "MD5";
        }
        if (text.startsWith("{SSHA}")) {
            return "salted SHA-1";
        }
        if (text.startsWith("$5$") || text.startsWith("$6$")) {
            return "crypt SHA-2";
        }
        return text.startsWith("$2") || text.startsWith("{SHA}") ? "damaged" : "of an unknown kind";
    }

    /** How the two accepted kinds are written. */
    final class Grammar {
        private static final String ALPHABET = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(?<cost>\\d\\d)\\$[./A-Za-z0-9]{53}");
        private static final Pattern SHA1 = Pattern.compile("\\{SHA}[A-Za-z0-9+/]{27}=");

        /** Where the 22nd and last character of the salt stands; it carries two bits, its other four mean nothing. */
        private static final int SALT_END = "$2y$10$".length() + 21;

        private Grammar() {}

        /** Some old tools fill the meaningless bits of the salt; Bouncy Castle compares them, so they are cleared here. */
        private static String canonical(String text) {
            char last = ALPHABET.charAt(ALPHABET.indexOf(text.charAt(SALT_END)) & 0x30);
            return text.substring(0, SALT_END) + last + text.substring(SALT_END + 1);
        }
    }
}
