package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;

/** Index files are written as restic writes them, and none is too large. */
final class IndexWriterTest {

    private static final long SEED = 20_260_302;

    private final List<byte[]> files = new ArrayList<>();
    private final IndexWriter writer = new IndexWriter(files::add);
    private final Random random = new Random(SEED);

    @Test
    void writesWhatResticWrites() throws IOException {
        writer.pack(
                new FileId(0, 0, 0, 1),
                List.of(
                        new PackEntry(BlobKind.DATA, new FileId(0, 0, 0, 2), 0, 100, 0),
                        new PackEntry(BlobKind.TREE, new FileId(-1, -1, -1, -1), 100, 0xffff_ff00L, 0xffff_ffffL)));
        writer.pack(new FileId(0, 0, 0, 3), List.of());
        writer.end();
        String zeros = "0".repeat(63);
        assertThat(files).hasSize(1);
        assertThat(new String(files.get(0), StandardCharsets.US_ASCII))
                .isEqualTo("{\"packs\":[{\"id\":\"" + zeros + "1\",\"blobs\":[{\"id\":\"" + zeros
                        + "2\",\"type\":\"data\",\"offset\":0,\"length\":100},{\"id\":\"" + "f".repeat(64)
                        + "\",\"type\":\"tree\",\"offset\":100,\"length\":4294967040,\"uncompressed_length\":4294967295}]},{\"id\":\""
                        + zeros + "3\",\"blobs\":[]}]}\n");
    }

    @Test
    void noPackMeansNoFile() throws IOException {
        writer.end();
        assertThat(files).isEmpty();
    }

    @Test
    void aFileEndsBeforeItHoldsTooMuchButAPackIsNeverSplit() throws IOException {
        int[] sizes = {30_000, 20_000, 1, 49_999, 60_000, 5, 0};
        for (int size : sizes) {
            writer.pack(id(), IntStream.range(0, size).mapToObj(i -> entry(1)).toList());
        }
        writer.end();
        List<Integer> counts = new ArrayList<>();
        for (byte[] file : files) {
            counts.add(read(file).values().stream().mapToInt(List::size).sum());
        }
        assertThat(counts).containsExactly(50_000, 50_000, 60_000, 5);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        for (int round = 0; round < 50; round++) {
            Map<FileId, List<PackEntry>> packs = new LinkedHashMap<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                packs.put(
                        id(),
                        random.ints(random.nextInt(20)).mapToObj(this::entry).toList());
            }
            files.clear();
            for (Map.Entry<FileId, List<PackEntry>> pack : packs.entrySet()) {
                writer.pack(pack.getKey(), pack.getValue());
            }
            writer.end();
            assertThat(read(files.get(0))).as("seed " + SEED).isEqualTo(packs);
        }
    }

    private PackEntry entry(int any) {
        long offset = random.nextInt() & 0xffff_ffffL;
        long length = Math.min(32 + (random.nextInt() & 0xffff_ffffL), 0xffff_ffffL - Math.min(offset, 0xffff_ff00L));
        return new PackEntry(
                random.nextBoolean() ? BlobKind.DATA : BlobKind.TREE,
                id(),
                Math.min(offset, 0xffff_ff00L),
                length,
                any % 2 == 0 ? 0 : random.nextInt() & 0xffff_ffffL);
    }

    private FileId id() {
        return new FileId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private static Map<FileId, List<PackEntry>> read(byte[] json) throws IOException {
        IndexListing listing = new IndexListing();
        IndexFile.read(new ByteArrayInputStream(json), "index/0", 2, listing);
        return listing.packs();
    }
}
