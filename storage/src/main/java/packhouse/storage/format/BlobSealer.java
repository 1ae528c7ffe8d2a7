package packhouse.storage.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import packhouse.protocol.FileId;
import packhouse.protocol.Sha256;

/**
 * Blobs on their way into packs; what a sealed blob is stands at {@link BlobCodec}. For one thread at a time, because it keeps its
 * buffers. Must be closed: part of its memory is not Java's.
 *
 * <p>A blob that compression does not make shorter is a zstd frame all the same, some bytes longer than the plaintext. Clients do so too:
 * a blob that is stored plain is one that nobody has tried yet, and would be tried again by every later repacking.
 */
public final class BlobSealer implements AutoCloseable {

    private static final byte[] NOTHING = {};

    private final RandomGenerator random;
    private final Sealer sealer;
    private final BlobCodec check;
    private final MessageDigest sha = Sha256.start();
    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private byte[] sealed = NOTHING;

    /** Seals with this key. The source of random numbers must be one for cryptography. */
    public BlobSealer(RepositoryKey key, RandomGenerator random) {
        this.random = random;
        this.sealer = key.sealer();
        this.check = new BlobCodec(key);
        zstd.setChecksum(false).setContentSize(true).setDictID(false);
    }

    /**
     * Seals a blob, and opens it again before anybody stores it. The bytes are this sealer's, and hold the blob until the next call.
     *
     * @param plain at most {@link BlobCodec#LONGEST} bytes; an empty blob is never compressed
     * @param compression of version 2; {@link Compression#OFF} is all that a repository of version 1 may have
     * @throws FormatException.Corrupt if what was sealed is not what can be opened: the machine is broken
     */
    public SealedBlob seal(BlobKind kind, byte[] plain, int offset, int length, Compression compression)
            throws IOException {
        if (length > BlobCodec.LONGEST) {
            throw new IllegalArgumentException("nobody could read a blob of " + length + " bytes");
        }
        boolean compress = compression != Compression.OFF && length > 0;
        sha.update(plain, offset, length);
        FileId id = FileId.of(sha.digest());
        ByteBuffer bytes =
                compress ? sealCompressed(plain, offset, length, compression.level()) : seal(plain, offset, length);
        SealedBlob blob = new SealedBlob(kind, id, compress ? length : 0, bytes);
        check.verify(Source.of("new blob", sealed), blob.at(0));
        return blob;
    }

    /**
     * Compresses and seals a blob whose id is known, and leaves it to the caller to read back what is stored. The bytes are this sealer's,
     * and hold the blob until the next call.
     *
     * @param plain 1 to {@link BlobCodec#LONGEST} bytes with that id
     */
    public SealedBlob sealKnown(
            BlobKind kind, FileId id, byte[] plain, int offset, int length, CompressionLevel level) {
        if (length < 1 || length > BlobCodec.LONGEST) {
            throw new IllegalArgumentException("no blob of " + length + " bytes is compressed");
        }
        return new SealedBlob(kind, id, length, sealCompressed(plain, offset, length, level.zstd()));
    }

    /** The length of a plaintext of at least one byte after compression, in bytes. */
    public int compressedLength(byte[] plain, int offset, int length, CompressionLevel level) {
        return compress(plain, offset, length, level.zstd());
    }

    /** The length of the plaintext after compression, in bytes; sealing would add {@link PackEntry#OVERHEAD}. */
    public int compressedLength(byte[] plain, int offset, int length, Compression compression) {
        return compression == Compression.OFF ? length : compress(plain, offset, length, compression.level());
    }

    /** To where the ciphertext will be, so that a long blob needs one buffer less. */
    private int compress(byte[] plain, int offset, int length, int level) {
        int bound = Math.toIntExact(Zstd.compressBound(length));
        sealed = BlobCodec.room(sealed, bound + PackEntry.OVERHEAD);
        zstd.setLevel(level);
        return zstd.compressByteArray(sealed, Sealer.IV, bound, plain, offset, length);
    }

    private ByteBuffer sealCompressed(byte[] plain, int offset, int length, int level) {
        int compressed = compress(plain, offset, length, level);
        return sealed(sealed, Sealer.IV, compressed);
    }

    private ByteBuffer seal(byte[] plain, int offset, int length) {
        sealed = BlobCodec.room(sealed, length + PackEntry.OVERHEAD);
        return sealed(plain, offset, length);
    }

    private ByteBuffer sealed(byte[] plain, int offset, int length) {
        RepositoryKey.drawIv(sealed, 0, random);
        sealer.seal(plain, offset, length, sealed, 0);
        return ByteBuffer.wrap(sealed, 0, length + PackEntry.OVERHEAD);
    }

    @Override
    public void close() {
        zstd.close();
        check.close();
    }
}
