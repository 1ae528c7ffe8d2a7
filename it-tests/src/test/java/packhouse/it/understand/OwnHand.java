package packhouse.it.understand;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import packhouse.it.support.TreeState;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobCodec;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.BlobSealer;
import packhouse.storage.format.Compression;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.IndexWriter;
import packhouse.storage.format.KeyFile;
import packhouse.storage.format.NewPack;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackHeader;
import packhouse.storage.format.PackWriter;
import packhouse.storage.format.RepositoryConfig;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.format.SealedBlob;
import packhouse.storage.format.Source;

/** Writes into the directory of a repository with packhouse's own writers, as if a client had done it. */
final class OwnHand implements AutoCloseable {

    /** Small, so that a few megabytes are several packs. */
    private static final int PACK_BYTES = 4 << 20;

    private static final long MOST_JSON = 64 << 20;

    private final Path repository;
    private final Random random;
    private final RepositoryKey key;
    private final int version;
    private final BlobSealer sealer;
    private final Assembly data = new Assembly();
    private final Assembly trees = new Assembly();
    private final List<NewPack> packs = new ArrayList<>();

    /** Opens a repository with its password. */
    OwnHand(Path repository, String password, Random random) throws IOException {
        this.repository = repository;
        this.random = random;
        this.key = open(password);
        this.version =
                RepositoryConfig.open(source(repository.resolve("config")), key).version();
        this.sealer = new BlobSealer(key, random);
    }

    private RepositoryKey open(String password) throws IOException {
        for (Path file : files("keys")) {
            Optional<RepositoryKey> found = KeyFile.parse(source(file)).open(password.getBytes(StandardCharsets.UTF_8));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IOException("no key file of " + repository + " has this password");
    }

    /** A pack that grows. */
    private static final class Assembly {
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Optional<PackWriter> writer = Optional.empty();
    }

    RepositoryKey key() {
        return key;
    }

    int version() {
        return version;
    }

    /** The stored files of one folder of the repository. */
    List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(repository.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    static Source source(Path file) throws IOException {
        return Source.of(file.toString(), Files.readAllBytes(file));
    }

    /** The document in an index or snapshot file. */
    byte[] document(Path file) throws IOException {
        try (InputStream json = Envelope.open(source(file), key, version, MOST_JSON)) {
            return json.readAllBytes();
        }
    }

    /** Puts a blob into the pack of its kind that is growing. */
    FileId blob(BlobKind kind, byte[] plain, Compression compression) throws IOException {
        Assembly assembly = kind == BlobKind.DATA ? data : trees;
        if (assembly.writer.isEmpty()) {
            assembly.writer = Optional.of(new PackWriter(assembly.bytes, key, random));
        }
        SealedBlob sealed = sealer.seal(kind, plain, 0, plain.length, compression);
        FileId id = sealed.id();
        assembly.writer.get().add(sealed);
        if (assembly.writer.get().isFull(PACK_BYTES)) {
            finish(assembly);
        }
        return id;
    }

    private void finish(Assembly assembly) throws IOException {
        if (assembly.writer.isPresent()) {
            NewPack pack = assembly.writer.get().finish();
            String name = pack.id().toString();
            Path folder = Files.createDirectories(repository.resolve("data").resolve(name.substring(0, 2)));
            Files.write(folder.resolve(name), assembly.bytes.toByteArray());
            packs.add(pack);
            assembly.bytes = new ByteArrayOutputStream();
            assembly.writer = Optional.empty();
        }
    }

    /** Stores the packs that are growing, and an index of all packs so far. */
    void storePacksAndIndex() throws IOException {
        finish(data);
        finish(trees);
        IndexWriter index = new IndexWriter(json -> store("index", json));
        for (NewPack pack : packs) {
            index.pack(pack.id(), pack.entries());
        }
        index.end();
        packs.clear();
    }

    /** Puts the blobs of all packs into packs of our own, each at the next of some levels, and stores their index. */
    void rewritePacks(List<Compression> levels) throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.walk(repository.resolve("data"))) {
            old = files.filter(Files::isRegularFile).sorted().toList();
        }
        int blobs = 0;
        try (BlobCodec codec = new BlobCodec(key)) {
            for (Path file : old) {
                Source pack = source(file);
                for (PackEntry entry : PackHeader.read(pack, key)) {
                    ByteBuffer plain = codec.read(pack, entry);
                    byte[] bytes = new byte[plain.remaining()];
                    plain.get(bytes);
                    blob(entry.kind(), bytes, levels.get(blobs++ % levels.size()));
                }
            }
        }
        storePacksAndIndex();
        for (Path file : old) {
            Files.delete(file);
        }
    }

    /** Stores a document under the hash of its sealed bytes. */
    FileId store(String folder, byte[] json) throws IOException {
        byte[] sealed = Envelope.seal(json, key, version, random);
        String name = TreeState.sha256(sealed);
        Files.write(repository.resolve(folder).resolve(name), sealed);
        return FileId.parse(name).orElseThrow();
    }

    @Override
    public void close() {
        sealer.close();
        key.wipe();
    }
}
