package packhouse.storage.catalog;

import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;

/**
 * What the entries of a pack come to, in whatever order they are told. Two lists with the same entries have equal tallies; others
 * differ, save one in 2^64. Used by one thread.
 */
public final class PackTally {

    static final int DATA = 1;
    static final int TREES = 1 << 1;
    static final int PLAIN = 1 << 2;
    static final int COMPRESSED = 1 << 3;

    private static final long ODD = 0x9e37_79b9_7f4a_7c15L;

    private int entries;
    private int flags;
    private long size;
    private long fingerprint;

    /** Begins anew with no entries: a pack of them would be nothing but a header. */
    public void clear() {
        entries = 0;
        flags = 0;
        size = PackEntry.HEADER_OVERHEAD;
        fingerprint = 0;
    }

    /** A tally of no entries. */
    public PackTally() {
        clear();
    }

    /** One more entry of the pack. */
    public void add(PackEntry entry) {
        add(entry.kind(), entry.id(), entry.offset(), entry.length(), entry.rawLength());
    }

    void add(BlobKind kind, FileId id, long offset, long length, long rawLength) {
        boolean compressed = rawLength != 0;
        entries++;
        flags |= kind == BlobKind.TREE ? TREES : DATA;
        flags |= compressed ? COMPRESSED : PLAIN;
        size += length + (compressed ? PackEntry.COMPRESSED_ENTRY : PackEntry.PLAIN_ENTRY);
        long place = mix(offset << Integer.SIZE ^ length) + rawLength * 2 + (kind == BlobKind.TREE ? 1 : 0);
        // The id is a hash already; what has to be stirred in is the rest.
        fingerprint += mix(mix(place) ^ id.a() ^ Long.rotateLeft(id.b(), 1) ^ Long.rotateLeft(id.c(), 2) ^ id.d());
    }

    /** Spreads the bits of a number over all others (the end of MurmurHash3). */
    private static long mix(long number) {
        long mixed = number * ODD;
        mixed = (mixed ^ mixed >>> 33) * 0xff51_afd7_ed55_8ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ce_b9fe_1a85_ec53L;
        return mixed ^ mixed >>> 33;
    }

    /** How many there are. */
    public int entries() {
        return entries;
    }

    /** The size of the pack in bytes: blobs, their lines in the header, and the header's own bytes. */
    public long size() {
        return size;
    }

    /** What two lists with the same entries have in common. */
    public long fingerprint() {
        return fingerprint;
    }

    int flags() {
        return flags;
    }
}
