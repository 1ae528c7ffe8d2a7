package packhouse.storage.catalog;

import packhouse.storage.format.PackEntry;

/**
 * What the entries of a pack come to, in 24 bytes: number of entries, flags, size, fingerprint.
 *
 * @param flags of {@link PackTally}, nothing else
 */
record Figures(int entries, int flags, long size, long fingerprint) {

    static final int BYTES = 24;

    static final Figures NONE = new Figures(0, 0, 0, 0);

    /** Flags that follow from the entries. */
    static final int CONTENT = PackTally.DATA | PackTally.TREES | PackTally.PLAIN | PackTally.COMPRESSED;

    static Figures of(PackTally tally) {
        return new Figures(tally.entries(), tally.flags(), tally.size(), tally.fingerprint());
    }

    static Figures get(byte[] from, int at) {
        return new Figures(
                Bytes.getInt(from, at),
                flags(from, at) & CONTENT,
                Bytes.getLong(from, at + 8),
                Bytes.getLong(from, at + 16));
    }

    /** All flags that were written there, also others than those of the figures. */
    static int flags(byte[] from, int at) {
        return Bytes.getInt(from, at + 4);
    }

    /** Writes it together with other flags. */
    void put(byte[] to, int at, int moreFlags) {
        Bytes.putInt(to, at, entries);
        Bytes.putInt(to, at + 4, flags | moreFlags);
        Bytes.putLong(to, at + 8, size);
        Bytes.putLong(to, at + 16, fingerprint);
    }

    /** Of two lists together that have nothing in common. */
    Figures plus(Figures other) {
        return new Figures(
                entries + other.entries,
                flags | other.flags,
                size + other.size - PackEntry.HEADER_OVERHEAD,
                fingerprint + other.fingerprint);
    }

    /** One of two, the same whichever is asked first. */
    static Figures greater(Figures a, Figures b) {
        if (a.size != b.size) {
            return a.size > b.size ? a : b;
        }
        return a.fingerprint > b.fingerprint ? a : b;
    }
}
