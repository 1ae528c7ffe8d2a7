package packhouse.server.access;

/**
 * Which names a user may have: letters of any script, decimal digits and {@code @ . _ -}, as rest-server demands. Everything else
 * could confuse the user file, a path or a log.
 */
public final class UserName {

    /** Longest name in characters. A private repository's first folder carries it, and no folder may be longer. */
    public static final int MAX_LENGTH = 255;

    private UserName() {}

    /** Whether a user may be called this. */
    public static boolean isAcceptable(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_LENGTH
                && name.codePoints().allMatch(UserName::isAcceptable);
    }

    private static boolean isAcceptable(int c) {
        return Character.isLetter(c) || (c >= '0' && c <= '9') || "@._-".indexOf(c) >= 0;
    }
}
