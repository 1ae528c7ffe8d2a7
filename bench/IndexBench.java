import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.IndexFile;
import packhouse.storage.format.IndexVisitor;
import packhouse.storage.format.IndexWriter;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.TreeReader;
import packhouse.storage.format.TreeVisitor;

/**
 * How fast one core reads index files and trees, in MB of JSON a second of its time: the median of the rounds after three to warm up.
 *
 * <pre>
 * java -cp protocol/target/classes:storage/target/classes bench/IndexBench.java [ROUNDS]
 * </pre>
 */
final class IndexBench {

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 3;
    private static final long SEED = 20_260_303;

    private final Random random = new Random(SEED);
    private long seen;

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length == 0 ? 9 : Integer.parseInt(arguments[0]);
        IndexBench bench = new IndexBench();
        byte[] index = bench.index();
        byte[] tree = bench.tree();
        bench.measure("index", index, rounds, json -> IndexFile.read(json, "index", 2, bench.new Index()));
        bench.measure("tree", tree, rounds, json -> TreeReader.read(json, "tree", bench.new Tree()));
    }

    private interface Parser {
        void read(ByteArrayInputStream json) throws IOException;
    }

    private void measure(String what, byte[] json, int rounds, Parser parser) throws IOException {
        double[] rates = new double[rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            long start = CLOCK.getCurrentThreadCpuTime();
            int times = 1 + (200 << 20) / json.length;
            for (int i = 0; i < times; i++) {
                parser.read(new ByteArrayInputStream(json));
            }
            rates[Math.max(round, 0)] = (double) times * json.length * 1e3 / (CLOCK.getCurrentThreadCpuTime() - start);
        }
        Arrays.sort(rates);
        System.out.printf(Locale.ROOT, "%-5s %8d bytes %6.0f MB/s (%.0f to %.0f), %d seen%n",
                what, json.length, rates[rounds / 2], rates[0], rates[rounds - 1], seen);
    }

    private byte[] index() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        IndexWriter writer = new IndexWriter(out::write);
        for (int pack = 0; pack < 3_000; pack++) {
            writer.pack(id(), IntStream.range(0, 16).mapToObj(this::entry).toList());
        }
        writer.end();
        return out.toByteArray();
    }

    private PackEntry entry(int number) {
        long length = 40_000 + random.nextInt(2_000_000);
        return new PackEntry(BlobKind.DATA, id(), number * 1_000_000L, length, length + random.nextInt(3_000_000));
    }

    private FileId id() {
        return new FileId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private byte[] tree() {
        StringBuilder json = new StringBuilder("{\"nodes\":[");
        for (int i = 0; i < 20; i++) {
            json.append(i == 0 ? "" : ",").append("{\"name\":\"holiday-").append(random.nextInt())
                    .append(".jpeg\",\"type\":\"file\",\"mode\":420,\"mtime\":\"2024-03-01T10:20:30.123456789+01:00\",")
                    .append("\"atime\":\"2024-03-01T10:20:30.123456789+01:00\",\"ctime\":\"2024-03-01T10:20:30.123456789+01:00\",")
                    .append("\"uid\":1000,\"gid\":1000,\"user\":\"alice\",\"group\":\"users\",\"inode\":").append(random.nextInt(1 << 24))
                    .append(",\"device_id\":64513,\"size\":4567890,\"links\":1,\"content\":[\"").append(id()).append("\",\"").append(id())
                    .append("\"]}");
        }
        return json.append("]}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private final class Index implements IndexVisitor {

        @Override
        public void pack(FileId pack, boolean deleted) {
            seen += pack.a() & 1;
        }

        @Override
        public void blob(BlobKind kind, FileId id, long offset, long length, long rawLength) {
            seen += (id.d() ^ offset ^ length ^ rawLength) & 1;
        }
    }

    private final class Tree implements TreeVisitor {

        @Override
        public void data(FileId blob) {
            seen += blob.d() & 1;
        }

        @Override
        public void subtree(FileId tree) {
            seen += tree.d() & 1;
        }

        @Override
        public void flaw(String sentence) {
            throw new IllegalStateException(sentence);
        }
    }
}
