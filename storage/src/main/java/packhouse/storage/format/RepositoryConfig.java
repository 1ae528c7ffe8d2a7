package packhouse.storage.format;

import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import packhouse.protocol.FileId;

/**
 * The file {@code config} of a repository. Sealed JSON, never compressed, without the marker that other sealed files have since version 2:
 *
 * <pre>{@code
 * {"version": 1 or 2, "id": 64 hex digits, "chunker_polynomial": hex digits, no leading zero}
 * }</pre>
 *
 * <p>Other programs store more in it. The document is kept as it was written, and only the number of the version is ever replaced.
 */
public final class RepositoryConfig {

    /** The oldest version that clients of today can read. */
    public static final int OLDEST = 1;

    /** The newest version there is, the first with compression. */
    public static final int NEWEST = 2;

    /** Clients write 155 bytes; others a few hundred. */
    private static final int MOST_BYTES = 64 << 10;

    private static final Pattern POLYNOMIAL = Pattern.compile("[1-9a-f][0-9a-f]{0,15}");

    private final byte[] json;
    private int version;
    private int versionFrom;
    private int versionTo;
    private String id = "";
    private String polynomial = "";

    private RepositoryConfig(byte[] json) {
        this.json = json;
    }

    /**
     * Opens the config.
     *
     * @throws FormatException.Corrupt if it is damaged, was sealed with another key, or is no config
     * @throws FormatException.TooNew if its version came after {@link #NEWEST}
     * @throws FormatException.TooOld if its version came before {@link #OLDEST}
     */
    public static RepositoryConfig open(Source file, RepositoryKey key) throws IOException {
        if (file.size() > MOST_BYTES) {
            throw new FormatException.Corrupt(file.name(), -1, "too long for a config: " + file.size() + " bytes");
        }
        RepositoryConfig config = new RepositoryConfig(key.open(file, 0, (int) file.size()));
        config.read(file.name());
        config.require(file.name());
        return config;
    }

    private void read(String file) throws FormatException {
        Members members = new Members(file, Sealer.IV);
        members.read(json, (member, value) -> {
            switch (member) {
                case "version" -> readVersion(members, value);
                case "id" -> id = members.text(value);
                case "chunker_polynomial" -> polynomial = members.text(value);
                default -> {}
            }
        });
    }

    private void readVersion(Members members, JsonParser value) throws IOException {
        version = members.integer(value);
        versionFrom = (int) value.currentTokenLocation().getByteOffset();
        versionTo = versionFrom + value.getTextLength();
    }

    private void require(String file) throws FormatException {
        if (version > NEWEST) {
            throw new FormatException.TooNew(file, -1, "version " + version + " of the format came after this program");
        }
        if (version < OLDEST) {
            throw new FormatException.TooOld(
                    file, -1, "version " + version + " of the format is read by no client any more");
        }
        if (FileId.parse(id).isEmpty()) {
            throw new FormatException.Corrupt(file, -1, "its id does not have 64 hexadecimal digits");
        }
        if (!POLYNOMIAL.matcher(polynomial).matches()) {
            throw new FormatException.Corrupt(file, -1, "its chunker polynomial is none");
        }
    }

    /** 1 or 2. */
    public int version() {
        return version;
    }

    /** The random id of the repository, by which clients name their caches: 64 hexadecimal digits. */
    public String id() {
        return id;
    }

    /** The polynomial by which clients cut files, as hexadecimal digits. */
    public String polynomial() {
        return polynomial;
    }

    /** Whether it says the same as another one, member by member in the same words, but for its version. */
    public boolean isButForVersion(RepositoryConfig other) {
        return Arrays.equals(json, 0, versionFrom, other.json, 0, other.versionFrom)
                && Arrays.equals(json, versionTo, json.length, other.json, other.versionTo, other.json.length);
    }

    /** The bytes of the same config with another version, newly sealed. */
    public byte[] seal(int newVersion, RepositoryKey key, RandomGenerator random) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.write(json, 0, versionFrom);
        plain.writeBytes(Integer.toString(newVersion).getBytes(StandardCharsets.US_ASCII));
        plain.write(json, versionTo, json.length - versionTo);
        return key.seal(plain.toByteArray(), 0, plain.size(), random);
    }
}
