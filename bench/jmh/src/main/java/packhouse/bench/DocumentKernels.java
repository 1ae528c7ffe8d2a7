package packhouse.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.Compression;
import packhouse.storage.format.IndexFile;
import packhouse.storage.format.IndexVisitor;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackHeader;
import packhouse.storage.format.TreeReader;
import packhouse.storage.format.TreeVisitor;

/** How fast the documents of a repository are understood; megabytes are those of the JSON, or of the header. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DocumentKernels {

    private static final int BLOBS = 1000;

    private final Samples samples = new Samples();
    private final byte[] index = samples.index(3000);
    private final byte[] tree = samples.tree(20);
    private final Samples.Pack pack = samples.pack(BLOBS, samples.text(512), Compression.AUTO);
    private final Seen seen = new Seen();

    /** An index file of 48 000 blobs. */
    @Benchmark
    public long indexFile(Volume volume) throws IOException {
        volume.add(index.length);
        IndexFile.read(new ByteArrayInputStream(index), "index", 2, seen);
        return seen.sum;
    }

    /** The tree of a directory with 20 files. */
    @Benchmark
    public long tree(Volume volume) throws IOException {
        volume.add(tree.length);
        TreeReader.read(new ByteArrayInputStream(tree), "tree", seen);
        return seen.sum;
    }

    /** The header of a pack of a thousand blobs, opened and understood. */
    @Benchmark
    public List<PackEntry> packHeader(Volume volume) throws IOException {
        volume.add((long) BLOBS * PackEntry.COMPRESSED_ENTRY);
        return PackHeader.read(pack.file(), samples.key);
    }

    /** Adds up what it is told, so that nothing can be left out. */
    private static final class Seen implements IndexVisitor, TreeVisitor {

        private long sum;

        @Override
        public void pack(FileId pack, boolean deleted) {
            sum += pack.a();
        }

        @Override
        public void blob(BlobKind kind, FileId id, long offset, long length, long rawLength) {
            sum += id.d() ^ offset ^ length ^ rawLength;
        }

        @Override
        public void data(FileId blob) {
            sum += blob.a();
        }

        @Override
        public void subtree(FileId tree) {
            sum += tree.b();
        }

        @Override
        public void flaw(String sentence) {
            throw new IllegalStateException(sentence);
        }
    }
}
