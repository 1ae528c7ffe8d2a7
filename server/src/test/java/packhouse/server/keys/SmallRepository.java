package packhouse.server.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.KeyFileWriter;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.repository.Quota;
import packhouse.storage.repository.Repositories;
import packhouse.storage.store.local.LocalStore;

/** A repository without snapshots: folders, a config and as many keys as a test wants. */
public final class SmallRepository {

    private static final OffsetDateTime CREATED = OffsetDateTime.parse("2026-01-01T00:00:00Z");

    private static final SecureRandom RANDOM = new SecureRandom();

    /** The same for all, so that key files can be: making one takes half a second. */
    private static final RepositoryKey MASTER = RepositoryKey.random(RANDOM);

    private static final Map<String, byte[]> KEY_FILES = new ConcurrentHashMap<>();

    private final Path directory;

    private SmallRepository(Path directory) {
        this.directory = directory;
    }

    /** One that no password opens yet. */
    public static SmallRepository at(Path directory) throws IOException {
        for (String folder : List.of("data", "index", "keys", "locks", "snapshots")) {
            Files.createDirectories(directory.resolve(folder));
        }
        SmallRepository repository = new SmallRepository(directory);
        repository.writeConfig();
        return repository;
    }

    /** Writes a config that is sealed with the key of this repository. */
    public void writeConfig() throws IOException {
        writeConfig(2);
    }

    /** Writes one of this version of the format. */
    public void writeConfig(int version) throws IOException {
        byte[] json = ("{\"version\":" + version + ",\"id\":\"" + "5c".repeat(32)
                        + "\",\"chunker_polynomial\":\"3da3358b4dc173\"}")
                .getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("config"), MASTER.seal(json, 0, json.length, RANDOM));
    }

    /** What opens it, for who closes it. */
    public RepositoryKey key() {
        return MASTER.copy();
    }

    /** A document as it lies in a file of this repository. */
    public byte[] seal(byte[] document) throws IOException {
        return Envelope.seal(document, MASTER, 2, RANDOM);
    }

    /** Adds a password; gives its key file. */
    public Path addKey(String password) throws IOException {
        byte[] key = KEY_FILES.computeIfAbsent(password, SmallRepository::keyFile);
        return Files.write(directory.resolve("keys").resolve(sha256(key)), key);
    }

    private static byte[] keyFile(String password) {
        return new KeyFileWriter(RANDOM)
                .write(password.getBytes(StandardCharsets.UTF_8), MASTER, "laptop", "alice", CREATED);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** All repositories below a directory. */
    public static Repositories below(Path root) throws IOException {
        RealDisk disk = RealDisk.probe(root, warning -> {});
        LocalStore.Options options = new LocalStore.Options(Modes.PRIVATE, true);
        return new Repositories(root, disk, options, new Quota(0), InstantSource.system(), new Random(1));
    }
}
