package packhouse.storage.format;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import packhouse.protocol.FileId;
import packhouse.protocol.Sha256;

/**
 * Blobs out of packs. For one thread at a time, because it keeps its buffers: reading many blobs leaves next to no garbage.
 *
 * <pre>{@code
 * sealed blob = sealed(plaintext)                       stored plain, raw length 0
 *             | sealed(zstd frames of the plaintext)    of exactly the raw length
 * }</pre>
 *
 * <p>The id of a blob is the SHA-256 of its plaintext, and what is given here has that hash: a right MAC alone says that somebody with the
 * key sealed the bytes, not that they are the ones which the index promises. Must be closed: part of its memory is not Java's.
 */
public final class BlobCodec implements AutoCloseable {

    /** The longest plaintext that {@link #read} gives, in bytes. Clients cut files at 8 MiB; other programs may be told to cut later. */
    public static final int LONGEST = 64 << 20;

    /** Blobs up to here go through memory as a whole. Two buffers of this length are the most that stays. */
    private static final int WHOLE = 16 << 20;

    /** The chunker of the clients makes none that are longer. */
    private static final int USUAL = 8 << 20;

    /** By how much a buffer grows, so that a hundred blobs of rising length are not a hundred buffers. */
    private static final int GROWTH = 256 << 10;

    private final RepositoryKey key;
    private final Sealer sealer;
    private final MessageDigest sha = Sha256.start();
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private byte[] sealed = new byte[0];
    private byte[] opened = new byte[0];

    /** For blobs sealed with this key. */
    public BlobCodec(RepositoryKey key) {
        this.key = key;
        this.sealer = key.sealer();
    }

    /**
     * The plaintext of a blob; the buffer is this codec's, and holds it until the next call.
     *
     * @throws FormatException.Corrupt if it is damaged, sealed with another key, not the blob that the entry promises, or longer than
     *     {@link #LONGEST}
     */
    public ByteBuffer read(Source pack, PackEntry entry) throws IOException {
        if (entry.plainLength() > LONGEST) {
            throw corrupt(pack, entry, "has " + entry.plainLength() + " bytes, more than any client puts into one");
        }
        return whole(pack, entry);
    }

    /**
     * Some bytes out of the middle of a blob that is stored plain, <em>unverified</em>: good for statistics, and for nothing else. The buffer
     * is this codec's, and holds them until the next call.
     *
     * @param from which byte of the plaintext is the first
     * @throws FormatException.Corrupt if the blob does not lie within the pack
     */
    public ByteBuffer piece(Source pack, PackEntry entry, long from, int length) throws IOException {
        if (entry.isCompressed() || from < 0 || length < 0 || from + length > entry.plainLength()) {
            throw new IllegalArgumentException("no such piece of a plain blob: " + length + " bytes at " + from);
        }
        RepositoryKey.requireWithin(pack, entry.offset(), entry.length());
        int before = (int) (from % Sealer.IV);
        byte[] iv = new byte[Sealer.IV];
        pack.read(entry.offset(), iv, 0, iv.length);
        sealed = room(sealed, before + length);
        opened = room(opened, before + length);
        pack.read(entry.offset() + Sealer.IV + from - before, sealed, 0, before + length);
        sealer.cryptFrom(iv, from / Sealer.IV, sealed, opened, before + length);
        return ByteBuffer.wrap(opened, before, length);
    }

    /**
     * The plaintext of a blob of any length, a few kilobytes in memory at a time if it is a long one. It is to be believed when its end
     * was reached: the hash of a long one is known only then, and the stream fails there if it is another. It must be closed, and is good
     * until the next call. A long blob is read twice, see {@link RepositoryKey#stream}.
     *
     * @throws FormatException.Corrupt as {@link #read}; also by the stream
     */
    public InputStream stream(Source pack, PackEntry entry) throws IOException {
        if (isSmall(entry)) {
            ByteBuffer plain = whole(pack, entry);
            return new ByteArrayInputStream(plain.array(), plain.arrayOffset() + plain.position(), plain.remaining());
        }
        InputStream bytes = key.stream(pack, entry.offset(), entry.length());
        long length = entry.plainLength();
        return new VerifiedStream(
                entry.isCompressed() ? Inflation.of(pack.name(), bytes, length) : bytes, pack.name(), entry, sha);
    }

    /**
     * Reads a blob of any length and says nothing if all is well with it.
     *
     * @throws FormatException.Corrupt as {@link #read}
     */
    public void verify(Source pack, PackEntry entry) throws IOException {
        if (isSmall(entry)) {
            whole(pack, entry);
            return;
        }
        try (InputStream plain = stream(pack, entry)) {
            opened = room(opened, GROWTH / 2);
            while (plain.read(opened) >= 0) {}
        }
    }

    private static boolean isSmall(PackEntry entry) {
        return Math.max(entry.length(), entry.plainLength()) <= WHOLE;
    }

    private ByteBuffer whole(Source pack, PackEntry entry) throws IOException {
        RepositoryKey.requireWithin(pack, entry.offset(), entry.length());
        ByteBuffer plain = entry.isCompressed() ? inflate(pack, entry, open(pack, entry)) : open(pack, entry);
        sha.reset(); // A stream may have been left before its end.
        sha.update(plain.duplicate());
        if (!FileId.of(sha.digest()).equals(entry.id())) {
            throw corrupt(pack, entry, "has the content of another");
        }
        return plain;
    }

    private ByteBuffer open(Source pack, PackEntry entry) throws IOException {
        if (entry.length() > LONGEST + (LONGEST >> 3)) {
            throw corrupt(pack, entry, "has " + entry.length() + " sealed bytes, which is more than it can need");
        }
        int length = (int) entry.length();
        sealed = room(sealed, length);
        opened = room(opened, length);
        pack.read(entry.offset(), sealed, 0, length);
        if (!sealer.open(sealed, 0, length, opened)) {
            throw corrupt(pack, entry, "has another MAC: damaged, or of another key");
        }
        return ByteBuffer.wrap(opened, 0, length - PackEntry.OVERHEAD);
    }

    /** From one buffer into the other, whose sealed bytes are not needed any more. */
    private ByteBuffer inflate(Source pack, PackEntry entry, ByteBuffer frames) throws FormatException {
        int length = (int) entry.rawLength();
        sealed = room(sealed, length);
        try {
            int count = zstd.decompressByteArray(sealed, 0, length, opened, 0, frames.remaining());
            if (count != length) {
                throw corrupt(pack, entry, "inflates to " + count + " bytes instead of " + length);
            }
        } catch (ZstdException e) {
            throw corrupt(pack, entry, "does not inflate to " + length + " bytes: " + e.getMessage());
        }
        return ByteBuffer.wrap(sealed, 0, length);
    }

    /** A buffer with room for so many bytes: the one that is there if it will do and is of a usual length, or another. */
    static byte[] room(byte[] buffer, int length) {
        boolean usual = buffer.length <= WHOLE + GROWTH || length > WHOLE;
        if (buffer.length >= length && usual) {
            return buffer;
        }
        // Half as much again, or buffers that grow a little with each longer blob are most of what the collector has to
        // do.
        int wanted = Math.max(length, Math.min(buffer.length / 2 * 3, USUAL));
        return new byte[(wanted + GROWTH) / GROWTH * GROWTH];
    }

    static FormatException corrupt(Source pack, PackEntry entry, String what) {
        return corrupt(pack.name(), entry, what);
    }

    static FormatException corrupt(String pack, PackEntry entry, String what) {
        return new FormatException.Corrupt(
                pack, entry.offset(), entry.kind().word() + " blob " + entry.id() + " " + what);
    }

    @Override
    public void close() {
        zstd.close();
    }
}
