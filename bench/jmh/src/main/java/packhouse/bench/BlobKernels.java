package packhouse.bench;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import packhouse.storage.format.BlobCodec;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.BlobSealer;
import packhouse.storage.format.Compression;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.SealedBlob;
import packhouse.storage.format.Source;

/** What is done to every byte of a blob, each step alone and all together; megabytes are those of the plaintext. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BlobKernels {

    /** Plaintext of one blob in bytes: of a small file, and what clients aim at. */
    @Param({"4096", "1048576"})
    private int bytes;

    private final Samples samples = new Samples();
    private final BlobCodec codec = new BlobCodec(samples.key);
    private final BlobSealer sealer = new BlobSealer(samples.key, new Random(1));
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private byte[] plain = {};
    private byte[] frame = {};
    private Source sealed = Source.of("none", plain);
    private Samples.Pack plainPack = samples.pack(1, new byte[2], Compression.OFF);
    private Samples.Pack compressedPack = plainPack;

    /** Makes the blob in all its forms. */
    @Setup
    public void prepare() {
        plain = samples.text(bytes);
        frame = Zstd.compress(plain, 3);
        byte[] noise = samples.noise(bytes);
        sealed = Source.of("sealed", samples.key.seal(noise, 0, bytes, new Random(2)));
        compressedPack = samples.pack(1, plain.clone(), Compression.AUTO);
        plainPack = samples.pack(1, noise, Compression.OFF);
    }

    /** Gives back what is not Java's. */
    @TearDown
    public void close() {
        codec.close();
        sealer.close();
        zstd.close();
    }

    /** AES-256-CTR and Poly1305-AES: what it takes to open a sealed file or blob. */
    @Benchmark
    public byte[] openSealed(Volume volume) throws IOException {
        volume.add(bytes);
        return samples.key.open(sealed, 0, (int) sealed.size());
    }

    /** SHA-256 as the JDK has it. */
    @Benchmark
    public byte[] sha256(Volume volume) throws NoSuchAlgorithmException {
        volume.add(bytes);
        return MessageDigest.getInstance("SHA-256").digest(plain);
    }

    /** zstd, level 3, of text. */
    @Benchmark
    public byte[] inflate(Volume volume) {
        volume.add(bytes);
        return zstd.decompress(frame, bytes);
    }

    /** A blob of a pack to its verified plaintext, stored plain. */
    @Benchmark
    public ByteBuffer readPlainBlob(Volume volume) throws IOException {
        return read(plainPack, volume);
    }

    /** The same, stored compressed. */
    @Benchmark
    public ByteBuffer readCompressedBlob(Volume volume) throws IOException {
        return read(compressedPack, volume);
    }

    private ByteBuffer read(Samples.Pack pack, Volume volume) throws IOException {
        volume.add(bytes);
        PackEntry entry = pack.content().entries().get(0);
        return codec.read(pack.file(), entry);
    }

    /** The way back: compressed at the clients' default level, sealed. */
    @Benchmark
    public SealedBlob sealCompressed(Volume volume) throws IOException {
        volume.add(bytes);
        return sealer.seal(BlobKind.DATA, plain, 0, bytes, Compression.AUTO);
    }
}
