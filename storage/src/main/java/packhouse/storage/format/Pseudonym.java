package packhouse.storage.format;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import packhouse.protocol.FileId;

/**
 * Stands for a text in files of our own that anybody may read: only who has the key can tell which text it is, or try one. The same text
 * has the same one always: {@code HMAC-SHA256(key, label, 0, text)} over all 64 bytes of the key.
 */
public final class Pseudonym {

    private Pseudonym() {}

    /**
     * That of a text.
     *
     * @param label what the text is, so that the same words of another kind stand for something else
     */
    public static FileId of(RepositoryKey key, String label, String text) {
        byte[] bytes = key.bytes();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            mac.update(label.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return FileId.of(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has this MAC", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
