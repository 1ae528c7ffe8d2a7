import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.IndexWriter;
import packhouse.storage.format.KeyFile;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.format.Source;

/**
 * Adds to a repository of version 2 as many data blobs as wanted: index files of 50 000 entries that any client reads, and packs that
 * have the right names and lengths but nothing in them, so that they take no room. Every tenth blob lies in two packs. What reads the
 * index only, as a dry run of prune does, cannot tell such a repository from a real one; no snapshot needs the blobs.
 *
 * <pre>
 * java -cp protocol/target/classes:storage/target/classes:server/target/lib/* bench/SyntheticRepository.java DIRECTORY PASSWORD BLOBS
 * </pre>
 */
final class SyntheticRepository {

    /** As many pieces of about 1 MiB as a pack of a client has. */
    private static final int BLOBS_A_PACK = 17;

    private static final int PIECE = 1 << 20;
    private static final int ONE_IN = 10;
    private static final long SEED = 20_260_406;

    private final Random random = new Random(SEED);
    private final Path directory;
    private final RepositoryKey key;
    private final List<PackEntry> again = new ArrayList<>();

    private SyntheticRepository(Path directory, String password) throws IOException {
        this.directory = directory;
        this.key = open(password);
    }

    public static void main(String[] arguments) throws IOException {
        SyntheticRepository repository = new SyntheticRepository(Path.of(arguments[0]), arguments[1]);
        repository.add(Long.parseLong(arguments[2]));
    }

    private RepositoryKey open(String password) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("keys"))) {
            Path file = files.findFirst().orElseThrow();
            return KeyFile.parse(Source.of(file.toString(), Files.readAllBytes(file)))
                    .open(password.getBytes(StandardCharsets.UTF_8))
                    .orElseThrow();
        }
    }

    private void add(long blobs) throws IOException {
        IndexWriter index = new IndexWriter(this::store);
        for (long written = 0; written < blobs; written += BLOBS_A_PACK) {
            List<PackEntry> entries = entries((int) Math.min(BLOBS_A_PACK, blobs - written));
            FileId pack = id();
            makeHollow(pack, entries);
            index.pack(pack, entries);
        }
        index.end();
    }

    private List<PackEntry> entries(int count) {
        List<PackEntry> entries = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < count; i++) {
            boolean copy = i == 0 && !again.isEmpty() || i == 1 && again.size() > 1;
            PackEntry first = copy ? again.remove(again.size() - 1) : fresh();
            entries.add(new PackEntry(first.kind(), first.id(), offset, first.length(), first.rawLength()));
            if (!copy && random.nextInt(ONE_IN) == 0) {
                again.add(first);
            }
            offset += first.length();
        }
        return entries;
    }

    private PackEntry fresh() {
        long length = PIECE / 2 + random.nextInt(PIECE);
        return new PackEntry(BlobKind.DATA, id(), 0, length, length + 1 + random.nextInt(PIECE));
    }

    private FileId id() {
        return new FileId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private void makeHollow(FileId pack, List<PackEntry> entries) throws IOException {
        String name = pack.toString();
        long length = PackEntry.HEADER_OVERHEAD + entries.stream().mapToLong(PackEntry::cost).sum();
        Path file = directory.resolve("data").resolve(name.substring(0, 2)).resolve(name);
        try (RandomAccessFile hollow = new RandomAccessFile(file.toFile(), "rw")) {
            hollow.setLength(length);
        }
    }

    private void store(byte[] json) throws IOException {
        byte[] sealed = Envelope.seal(json, key, 2, random);
        try {
            byte[] name = MessageDigest.getInstance("SHA-256").digest(sealed);
            Files.write(directory.resolve("index").resolve(HexFormat.of().formatHex(name)), sealed);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
