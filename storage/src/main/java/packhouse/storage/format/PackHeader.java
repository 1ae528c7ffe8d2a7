package packhouse.storage.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import packhouse.protocol.FileId;

/**
 * The end of a pack, which tells what is in it.
 *
 * <pre>{@code
 * pack   = sealed blob ... , sealed header, length of the sealed header (4)
 * header = entry ...                                            in the order of the blobs, which lie without gaps
 * entry  = 0 | 1, length (4), id (32)                           a plain data blob, a plain tree
 *        | 2 | 3, length (4), raw length (4), id (32)           the same, compressed; since version 2
 * }</pre>
 *
 * <p>Numbers are unsigned and little-endian. A length is that of the sealed bytes, a raw length that of the plaintext. The limits: a
 * sealed header has 32 bytes to 16 MiB; a pack has at least one entry, and so 73 bytes, and less than 4 GiB.
 */
public final class PackHeader {

    /** The most blobs of one pack: what fits into a header of 16 MiB if all are compressed. */
    public static final int MOST_ENTRIES = 409_199;

    /** Bytes of the length field. */
    static final int LENGTH_FIELD = 4;

    /** A pack must be shorter: its offsets have 32 bits. */
    static final long TOO_LONG = 1L << 32;

    private static final int LONGEST = 16 << 20;
    private static final int SHORTEST_PACK = PackEntry.PLAIN_ENTRY + PackEntry.HEADER_OVERHEAD;

    /** Read at first: enough for 49 compressed blobs, where 16 MiB of files have some 20. */
    private static final int GUESS = 2 << 10;

    private final Source pack;
    private final long at;
    private final ByteBuffer plain;

    private PackHeader(Source pack, long at, byte[] plain) {
        this.pack = pack;
        this.at = at;
        this.plain = ByteBuffer.wrap(plain);
    }

    /**
     * What the header of the pack lists, by offset. Takes some 120 bytes of memory an entry.
     *
     * @throws FormatException.Corrupt if it is damaged, sealed with another key, or does not fit the length of the pack
     */
    public static List<PackEntry> read(Source pack, RepositoryKey key) throws IOException {
        long size = pack.size();
        if (size < SHORTEST_PACK || size >= TOO_LONG) {
            throw new FormatException.Corrupt(pack.name(), -1, "no pack has " + size + " bytes");
        }
        byte[] tail = new byte[(int) Math.min(GUESS, size)];
        pack.read(size - tail.length, tail, 0, tail.length);
        long length = number(ByteBuffer.wrap(tail), tail.length - LENGTH_FIELD);
        if (length < PackEntry.OVERHEAD || length > Math.min(size - LENGTH_FIELD, LONGEST)) {
            throw new FormatException.Corrupt(pack.name(), size - LENGTH_FIELD, "no header has " + length + " bytes");
        }
        long at = size - LENGTH_FIELD - length;
        return new PackHeader(pack, at, open(pack, key, at, (int) length, tail)).entries();
    }

    private static byte[] open(Source pack, RepositoryKey key, long at, int length, byte[] tail) throws IOException {
        int from = tail.length - LENGTH_FIELD - length;
        if (from < 0) {
            return key.open(pack, at, length);
        }
        return key.open(Arrays.copyOfRange(tail, from, from + length))
                .orElseThrow(() -> RepositoryKey.wrongMac(pack, at));
    }

    private List<PackEntry> entries() throws FormatException {
        List<PackEntry> entries = new ArrayList<>(plain.capacity() / PackEntry.PLAIN_ENTRY);
        long offset = 0;
        int next = 0;
        while (next < plain.capacity()) {
            PackEntry entry = entry(next, offset);
            entries.add(entry);
            offset += entry.length();
            next += entry.entryLength();
        }
        if (offset != at) {
            throw corrupt(0, "its blobs end at " + offset + " and its header begins at " + at);
        }
        return entries;
    }

    private PackEntry entry(int from, long offset) throws FormatException {
        int type = plain.get(from) & 0xff;
        if (type > 3) {
            throw corrupt(from, "unknown type of blob " + type);
        }
        boolean compressed = type >= 2;
        int end = from + (compressed ? PackEntry.COMPRESSED_ENTRY : PackEntry.PLAIN_ENTRY);
        if (end > plain.capacity()) {
            throw corrupt(from, "its header ends within an entry");
        }
        long length = number(plain, from + 1);
        long raw = compressed ? number(plain, from + 5) : 0;
        if (length < PackEntry.OVERHEAD || (compressed && raw == 0)) {
            throw corrupt(from, "no blob has " + length + " sealed bytes of " + raw);
        }
        return new PackEntry(
                (type & 1) == 0 ? BlobKind.DATA : BlobKind.TREE, id(end - FileId.BYTES), offset, length, raw);
    }

    private FormatException corrupt(int position, String what) {
        return new FormatException.Corrupt(pack.name(), at + Sealer.IV + position, what);
    }

    private FileId id(int from) {
        return new FileId(
                plain.getLong(from), plain.getLong(from + 8), plain.getLong(from + 16), plain.getLong(from + 24));
    }

    private static long number(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(Integer.reverseBytes(bytes.getInt(at)));
    }

    /** Puts the entry of a blob into a header. */
    static void put(PackEntry entry, ByteBuffer header) {
        header.put((byte) ((entry.isCompressed() ? 2 : 0) + (entry.kind() == BlobKind.TREE ? 1 : 0)));
        putNumber(entry.length(), header);
        if (entry.isCompressed()) {
            putNumber(entry.rawLength(), header);
        }
        FileId id = entry.id();
        header.putLong(id.a()).putLong(id.b()).putLong(id.c()).putLong(id.d());
    }

    /** Puts a number below 4 GiB into a header. */
    static void putNumber(long number, ByteBuffer header) {
        header.putInt(Integer.reverseBytes((int) number));
    }
}
