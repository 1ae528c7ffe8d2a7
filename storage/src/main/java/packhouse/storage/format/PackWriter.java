package packhouse.storage.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import packhouse.protocol.FileId;
import packhouse.protocol.Sha256;

/**
 * Writes one pack, blob after blob, and its header at the end; the grammar stands at {@link PackHeader}. A pack has blobs of one kind.
 * Blobs are not looked at, so who copies them from elsewhere has opened them before.
 */
public final class PackWriter {

    /** Where a pack is full for sure, so that the next blob and the header stay below the limit of 4 GiB. */
    private static final long LONGEST = PackHeader.TOO_LONG - (256 << 20);

    private final MessageDigest sha = Sha256.start();
    private final OutputStream sink;
    private final RepositoryKey key;
    private final RandomGenerator random;
    private final List<PackEntry> entries = new ArrayList<>();
    private long size;

    /**
     * Writes to the sink, which is not closed. The source of random numbers must be one for cryptography.
     *
     * @param sink should take whole blobs well; nothing is buffered here
     */
    public PackWriter(OutputStream sink, RepositoryKey key, RandomGenerator random) {
        this.sink = new DigestOutputStream(sink, sha);
        this.key = key;
        this.random = random;
    }

    /** Bytes of blobs written so far. */
    public long size() {
        return size;
    }

    /** Whether nothing was written yet; such a pack is not finished but forgotten. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether the pack is to be finished: it has reached so many bytes, or is at the limit of the format. */
    public boolean isFull(long target) {
        return size >= Math.min(target, LONGEST) || entries.size() >= PackHeader.MOST_ENTRIES;
    }

    /** Appends a blob of at most {@link BlobCodec#LONGEST} bytes to a pack that is not full. */
    public void add(SealedBlob blob) throws IOException {
        PackEntry entry = blob.at(size);
        if (isFull(LONGEST) || (!entries.isEmpty() && entries.get(0).kind() != blob.kind())) {
            throw new IllegalStateException("a " + blob.kind().word() + " blob has no place in this pack");
        }
        if (entry.length() < PackEntry.OVERHEAD || entry.plainLength() > BlobCodec.LONGEST) {
            throw new IllegalArgumentException(
                    "no blob has " + entry.length() + " sealed bytes of " + entry.rawLength());
        }
        ByteBuffer bytes = blob.bytes();
        sink.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        entries.add(entry);
        size += entry.length();
    }

    /** Writes the header. Nothing may follow. */
    public NewPack finish() throws IOException {
        if (entries.isEmpty()) {
            throw new IllegalStateException("a pack without blobs is none");
        }
        byte[] header = key.seal(header(), 0, headerLength(), random);
        byte[] length = new byte[PackHeader.LENGTH_FIELD];
        PackHeader.putNumber(header.length, ByteBuffer.wrap(length));
        sink.write(header);
        sink.write(length);
        return new NewPack(FileId.of(sha.digest()), size + header.length + length.length, List.copyOf(entries));
    }

    private int headerLength() {
        return entries.stream().mapToInt(PackEntry::entryLength).sum();
    }

    private byte[] header() {
        ByteBuffer header = ByteBuffer.allocate(headerLength());
        for (PackEntry entry : entries) {
            PackHeader.put(entry, header);
        }
        return header.array();
    }
}
