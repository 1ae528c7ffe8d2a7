package packhouse.storage.catalog;

import packhouse.protocol.FileId;

/**
 * What all index files together tell about a pack, as a row of 56 bytes: the id, then {@link Figures} with flags of its own.
 */
final class PackRow {

    static final int FIGURES = FileId.BYTES;
    static final int BYTES = FIGURES + Figures.BYTES;

    /** Only lists of packs to delete name it. */
    static final int MARKED = 1 << 4;

    /** Several index files list it. */
    static final int REPEATED = 1 << 5;

    /** Two lists of its entries differ. */
    static final int CONTRADICTORY = 1 << 6;

    private PackRow() {}
}
