package packhouse.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A repository that a real client wrote, and the figures that a correct reader finds in it.
 *
 * @param client folder of the client that wrote it, {@code restic-0.19.1}
 * @param name what it is about, {@code v2-auto}
 */
public record Golden(String client, String name) {

    /** The clients. */
    public static final List<String> CLIENTS = List.of("restic-0.14.0", "restic-0.19.1");

    /** The repositories of each client. */
    public static final List<String> NAMES = List.of(
            "v1-plain",
            "v1-upgraded",
            "v2-auto",
            "v2-damaged-pack",
            "v2-duplicates",
            "v2-duplicates-mixed",
            "v2-empty",
            "v2-index-overlap",
            "v2-interrupted-prune",
            "v2-missing-pack",
            "v2-mixed",
            "v2-off",
            "v2-orphan-packs",
            "v2-small-packs",
            "v2-stale-locks",
            "v2-unreferenced");

    private static final int BLOCK = 512;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The password that opens all of them. */
    public static byte[] password() {
        return "packhouse-fixture".getBytes(StandardCharsets.UTF_8);
    }

    /** All repositories of all clients. */
    public static Stream<Golden> all() {
        return CLIENTS.stream().flatMap(client -> NAMES.stream().map(name -> new Golden(client, name)));
    }

    /** The repository of that name, of each client. */
    public static Stream<Golden> named(String name) {
        return CLIENTS.stream().map(client -> new Golden(client, name));
    }

    /** The test vectors of cipher, MAC, scrypt and pack header. */
    public static JsonNode vectors() {
        try (InputStream bytes = resource("/golden/vectors.json")) {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its figures. */
    public JsonNode expected() {
        try {
            return JSON.readTree(entries().get("expected.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its files by their path in the repository: {@code data/00/00ab...}. */
    public Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        entries().forEach((path, bytes) -> {
            if (path.startsWith("repo/")) {
                files.put(path.substring("repo/".length()), bytes);
            }
        });
        return files;
    }

    /** The bytes of one of its files. */
    public byte[] file(String path) {
        byte[] bytes = files().get(path);
        if (bytes == null) {
            throw new IllegalArgumentException(this + " has no " + path);
        }
        return bytes;
    }

    /** Its files in one folder, by their names: {@code index}, {@code data}. */
    public Map<String, byte[]> files(String folder) {
        Map<String, byte[]> files = new TreeMap<>();
        files().forEach((path, bytes) -> {
            if (path.startsWith(folder + "/")) {
                files.put(path.substring(path.lastIndexOf('/') + 1), bytes);
            }
        });
        return files;
    }

    /** Writes it below the directory, with the folders that a client makes; returns the directory. */
    public Path unpack(Path directory) {
        try {
            for (String folder : List.of("keys", "locks", "snapshots", "index")) {
                Files.createDirectories(directory.resolve(folder));
            }
            for (int i = 0; i < 256; i++) {
                Files.createDirectories(directory.resolve("data").resolve(String.format("%02x", i)));
            }
            for (Map.Entry<String, byte[]> file : files().entrySet()) {
                Files.write(directory.resolve(file.getKey()), file.getValue());
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return client + "/" + name;
    }

    /** The plain files of the archive: a tar of the simple kind, in gzip. */
    private Map<String, byte[]> entries() {
        Map<String, byte[]> entries = new TreeMap<>();
        try (InputStream packed = resource("/golden/" + this + ".tar.gz");
                InputStream tar = new GZIPInputStream(packed)) {
            for (byte[] header = tar.readNBytes(BLOCK); header[0] != 0; header = tar.readNBytes(BLOCK)) {
                String path = text(header, 0, 100);
                int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
                byte[] content = tar.readNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
                if (header[156] == '0') {
                    entries.put(path, Arrays.copyOf(content, size));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.US_ASCII);
    }

    private static InputStream resource(String name) throws IOException {
        InputStream found = Golden.class.getResourceAsStream(name);
        if (found == null) {
            throw new IOException("no resource " + name);
        }
        return found;
    }
}
