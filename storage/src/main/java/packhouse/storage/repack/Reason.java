package packhouse.storage.repack;

/** Why a pack is rewritten. */
public enum Reason {
    /** It holds copies of what lies elsewhere too. */
    DUPLICATES(1, "hold duplicates"),
    /** It holds blobs that nobody has compressed. */
    UNCOMPRESSED(1 << 1, "hold uncompressed blobs"),
    /** It holds data and trees. */
    MIXED(1 << 2, "mix data and trees"),
    /** It is small, and there are enough others. */
    SMALL(1 << 3, "are small"),
    /** It is compressed, and another level was asked for. */
    RECOMPRESS(1 << 4, "are compressed anew");

    private final int bit;
    private final String words;

    Reason(int bit, String words) {
        this.bit = bit;
        this.words = words;
    }

    /** What such packs do, for a sentence. */
    public String words() {
        return words;
    }

    /** The bit of this reason in a set. */
    int bit() {
        return bit;
    }
}
