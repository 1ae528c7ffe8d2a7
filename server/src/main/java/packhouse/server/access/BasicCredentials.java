package packhouse.server.access;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What an {@code Authorization: Basic} header says (RFC 7617). The password stays bytes, as it was sent.
 *
 * @param user decoded as UTF-8; bytes that are none become a character that no user name may have
 */
record BasicCredentials(String user, Password password) {

    /** Longest header that is looked at, in characters: a name and a password of a kilobyte each, in Base64. */
    static final int MAX_HEADER = 4096;

    private static final String SCHEME = "Basic ";

    /** Understands a header; empty if it is of another scheme, malformed or too long. */
    static Optional<BasicCredentials> parse(String header) {
        if (header.length() > MAX_HEADER || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        byte[] decoded;
        try {
            decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = 0;
        while (colon < decoded.length && decoded[colon] != ':') {
            colon++;
        }
        if (colon == decoded.length) {
            return Optional.empty();
        }
        String user = new String(decoded, 0, colon, StandardCharsets.UTF_8);
        Password password = new Password(Arrays.copyOfRange(decoded, colon + 1, decoded.length));
        Arrays.fill(decoded, (byte) 0);
        return Optional.of(new BasicCredentials(user, password));
    }

    @Override
    public String toString() {
        return "credentials of " + user;
    }
}
