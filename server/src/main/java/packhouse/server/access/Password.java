package packhouse.server.access;

import java.util.Arrays;

/** A password in memory, until it is wiped. Bytes, because HTTP and bcrypt know no characters. */
final class Password {

    private final byte[] bytes;

    /** Takes the array over, without a copy that nobody would wipe. */
    Password(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The array itself. */
    byte[] bytes() {
        return bytes;
    }

    void wipe() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "password";
    }
}
