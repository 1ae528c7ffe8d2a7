package packhouse.storage.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Bytes that were right once: flipped, cut, doubled, moved, and struck where JSON is tender. */
final class Mutations {

    /** A mutation never makes more than this of new bytes, so that a million of them stay small. */
    private static final int MOST = 64;

    private static final String[] TENDER = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "\\",
        "\\u",
        "\\ud83d",
        "null",
        "true",
        "-",
        "0",
        "1e9",
        "1.5",
        "\u0000",
        "\n",
        " ",
        "4294967295",
        "4294967296",
        "18446744073709551616",
        "{\"id\":",
        "[[[[[[[[[[[[[[[[",
        "\"id\"",
        "\"blobs\":[]",
        "\u00ff\u00fe",
        "0000000000000000000000000000000000000000000000000000000000000000"
    };

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    /** The same with one to four changes. */
    byte[] of(byte[] right) {
        byte[] wrong = right.clone();
        for (int i = random.nextInt(4); i >= 0 && wrong.length > 0; i--) {
            wrong = once(wrong);
        }
        return wrong;
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(MOST));
        int elsewhere = random.nextInt(bytes.length);
        return switch (random.nextInt(7)) {
            case 0 -> replaced(bytes, at, at + 1, new byte[] {(byte) (bytes[at] ^ (1 << random.nextInt(8)))});
            case 1 -> replaced(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> replaced(bytes, at, to, new byte[0]);
            case 4 -> replaced(bytes, elsewhere, elsewhere, Arrays.copyOfRange(bytes, at, to));
            case 5 -> replaced(bytes, at, at, tender());
            default -> replaced(bytes, at, to, tender());
        };
    }

    private byte[] tender() {
        return TENDER[random.nextInt(TENDER.length)].getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] result = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
        return result;
    }
}
