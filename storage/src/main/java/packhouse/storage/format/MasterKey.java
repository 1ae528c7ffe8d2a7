package packhouse.storage.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The master key as it lies sealed in every key file:
 *
 * <pre>{@code
 * {"mac": {"k": base64 of 16 bytes, "r": base64 of 16 bytes}, "encrypt": base64 of 32 bytes}
 * }</pre>
 */
final class MasterKey {

    private static final int[] FROM = {0, 32, 48};
    private static final int[] TO = {32, 48, 64};

    private final String file;
    private final byte[] bytes = new byte[RepositoryKey.BYTES];

    private MasterKey(String file) {
        this.file = file;
    }

    /** The key that the document names; the document is overwritten. */
    static RepositoryKey parse(String file, byte[] json) throws FormatException {
        MasterKey key = new MasterKey(file);
        try {
            key.read(json);
            return RepositoryKey.of(key.bytes)
                    .orElseThrow(() -> new FormatException.Corrupt(file, -1, "the master key in it lacks a part"));
        } finally {
            Arrays.fill(key.bytes, (byte) 0);
            Arrays.fill(json, (byte) 0);
        }
    }

    private void read(byte[] json) throws FormatException {
        Members members = new Members(file, -1);
        members.read(json, (member, value) -> {
            if (member.equals("encrypt")) {
                put(0, members.base64(value));
            } else if (member.equals("mac")) {
                members.readObject(value, (half, bytesOfHalf) -> {
                    if (half.equals("k") || half.equals("r")) {
                        put(half.equals("k") ? 1 : 2, members.base64(bytesOfHalf));
                    }
                });
            }
        });
    }

    private void put(int part, byte[] value) throws FormatException {
        if (value.length != TO[part] - FROM[part]) {
            throw new FormatException.Corrupt(file, -1, "a part of the master key has " + value.length + " bytes");
        }
        System.arraycopy(value, 0, bytes, FROM[part], value.length);
    }

    /** The document for the key. The caller overwrites it. */
    static byte[] format(RepositoryKey key) {
        byte[] bytes = key.bytes();
        String json = "{\"mac\":{\"k\":\"" + base64(bytes, 1) + "\",\"r\":\"" + base64(bytes, 2) + "\"},\"encrypt\":\""
                + base64(bytes, 0) + "\"}";
        Arrays.fill(bytes, (byte) 0);
        return json.getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(byte[] bytes, int part) {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, FROM[part], TO[part]));
    }
}
