package packhouse.storage.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The members that a reader knows. Like restic's own decoder it takes {@code Tree} for {@code tree} when it meets it: two readers
 * must not find different things in one document.
 */
final class JsonNames {

    /** No name that anybody knows is longer, in bytes. */
    static final int MAX = 32;

    /** What an unknown name is called. */
    static final String UNKNOWN = "";

    private final String[] names;
    private final byte[][] bytes;

    JsonNames(String... names) {
        this.names = names.clone();
        this.bytes = Arrays.stream(names)
                .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    /** The name that these ASCII bytes spell, or {@link #UNKNOWN}. */
    String find(byte[] window, int from, int to) {
        for (int i = 0; i < bytes.length; i++) {
            byte[] name = bytes[i];
            if (name.length == to - from && Arrays.equals(name, 0, name.length, window, from, to)) {
                return names[i];
            }
        }
        return find(new String(window, from, to - from, StandardCharsets.US_ASCII));
    }

    /** The name that this is but for its case, or {@link #UNKNOWN}. */
    String find(String text) {
        for (String name : names) {
            if (name.equalsIgnoreCase(text)) {
                return name;
            }
        }
        return UNKNOWN;
    }
}
