package packhouse.it.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.generators.SCrypt;
import packhouse.storage.format.RepositoryKey;

/**
 * An empty repository whose password is derived at once. The key that {@code restic init} makes costs each later command half a second
 * of CPU, on a busy machine more than all that the tests are about.
 */
final class EasyRepository {

    /** Some irreducible one of degree 53, as restic draws them. */
    private static final String POLYNOMIAL = "25b468838dcb75";

    private static final List<String> FOLDERS = List.of("data", "index", "keys", "locks", "snapshots");

    private final byte[] config;
    private final byte[] key;

    private EasyRepository(byte[] config, byte[] key) {
        this.config = config;
        this.key = key;
    }

    /** A new one. */
    static EasyRepository of(int version, String password) {
        SecureRandom random = new SecureRandom();
        byte[] master = bytes(random, 64);
        byte[] salt = bytes(random, 64);
        byte[] stretched = SCrypt.generate(password.getBytes(StandardCharsets.UTF_8), salt, 2, 1, 1, 64);
        String config = "{\"version\":%d,\"id\":\"%s\",\"chunker_polynomial\":\"%s\"}"
                .formatted(version, HexFormat.of().formatHex(bytes(random, 32)), POLYNOMIAL);
        String opened = "{\"mac\":{\"k\":\"%s\",\"r\":\"%s\"},\"encrypt\":\"%s\"}"
                .formatted(base64(master, 32, 48), base64(master, 48, 64), base64(master, 0, 32));
        byte[] sealed = seal(stretched, opened, random);
        String key =
                ("{\"created\":\"2026-11-28T19:00:00Z\",\"username\":\"root\",\"hostname\":\"easy\",\"kdf\":\"scrypt\","
                                + "\"N\":2,\"r\":1,\"p\":1,\"salt\":\"%s\",\"data\":\"%s\"}")
                        .formatted(base64(salt, 0, salt.length), base64(sealed, 0, sealed.length));
        return new EasyRepository(seal(master, config, random), key.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes, int from, int to) {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, to));
    }

    private static byte[] seal(byte[] key, String json, SecureRandom random) {
        byte[] plain = json.getBytes(StandardCharsets.UTF_8);
        return RepositoryKey.of(key).orElseThrow().seal(plain, 0, plain.length, random);
    }

    /** Makes it in a directory that need not be there. */
    void lay(Path directory) throws IOException {
        for (String folder : FOLDERS) {
            Files.createDirectories(directory.resolve(folder));
        }
        for (int first = 0; first < 256; first++) {
            Files.createDirectory(directory.resolve("data").resolve("%02x".formatted(first)));
        }
        Files.write(directory.resolve("keys").resolve(TreeState.sha256(key)), key);
        Files.write(directory.resolve("config"), config);
    }

    /** Makes it on a server, in the order in which clients do: {@code http://HOST:PORT/PATH/}. */
    void post(String url) throws IOException {
        post(url + "?create=true", new byte[0]);
        post(url + "keys/" + TreeState.sha256(key), key);
        post(url + "config", config);
    }

    private static void post(String url, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<Void> answer = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() != 200) {
                throw new IOException("POST " + url + " was answered with " + answer.statusCode());
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted while a repository was made", e);
        }
    }
}
