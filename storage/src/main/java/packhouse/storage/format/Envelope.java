package packhouse.storage.format;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.random.RandomGenerator;

/**
 * Files that are sealed as a whole: index, snapshots, locks. They hold a JSON document.
 *
 * <pre>{@code
 * stored   = sealed(encoding)                      see RepositoryKey
 * encoding = document                              version 1
 *          | 0x02, zstd frames of the document     version 2
 *          | document                              version 2: the file is older than the upgrade, begins with a brace or bracket
 *          | nothing                               an empty document
 * }</pre>
 */
public final class Envelope {

    /** First byte of a compressed document. */
    private static final int COMPRESSED = 2;

    private Envelope() {}

    /**
     * The document in a stored file. Its MAC was right; the stream must be closed, and is to be believed when its end was reached.
     *
     * @param most bytes of the document; the stream fails beyond
     * @throws FormatException.Corrupt if the file is damaged, sealed with another key, or encoded in an unknown way; also by the stream
     */
    public static InputStream open(Source file, RepositoryKey key, int repositoryVersion, long most)
            throws IOException {
        InputStream plain = key.stream(file, 0, file.size());
        if (repositoryVersion < 2) {
            return Inflation.none(file.name(), plain, most);
        }
        PushbackInputStream encoding = new PushbackInputStream(plain, 1);
        int first = encoding.read();
        if (first == COMPRESSED) {
            return Inflation.of(file.name(), encoding, most);
        }
        if (first != '{' && first != '[' && first >= 0) {
            encoding.close();
            throw new FormatException.Corrupt(file.name(), Sealer.IV, "unknown encoding " + first);
        }
        if (first >= 0) {
            encoding.unread(first);
        }
        return Inflation.none(file.name(), encoding, most);
    }

    /** The bytes to store for a document. */
    public static byte[] seal(byte[] json, RepositoryKey key, int repositoryVersion, RandomGenerator random) {
        byte[] encoding = repositoryVersion < 2 ? json : compress(json);
        return key.seal(encoding, 0, encoding.length, random);
    }

    private static byte[] compress(byte[] json) {
        byte[] frame = new byte[Math.toIntExact(Zstd.compressBound(json.length)) + 1];
        frame[0] = COMPRESSED;
        long length =
                Zstd.compressByteArray(frame, 1, frame.length - 1, json, 0, json.length, Compression.AUTO.level());
        byte[] encoding = new byte[(int) length + 1];
        System.arraycopy(frame, 0, encoding, 0, encoding.length);
        return encoding;
    }
}
