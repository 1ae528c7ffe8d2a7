package packhouse.storage.catalog;

import java.util.Locale;

/** The files of a generation. All are made of pages; those with rows have as many in a page as fit. */
enum Part {
    /** One row for each blob, ordered by id and kind: see {@link BlobRow}. */
    BLOBS(0, BlobRow.BYTES),
    /** The first eight bytes of the first id in each page of {@link #BLOBS}. */
    TOP(1, Long.BYTES),
    /** Copies of blobs beyond the first, ordered by ordinal: see {@link BlobRow}. */
    COPIES(2, BlobRow.COPY_BYTES),
    /** One row for each pack, ordered by id: see {@link PackRow}. */
    PACKS(3, PackRow.BYTES),
    /** Which index file lists which pack: their two numbers, ordered. */
    LISTINGS(4, 2 * Integer.BYTES),
    /** The index files that were read, ordered by id: see {@link IndexList}. */
    INDEXES(5, IndexList.ROW_BYTES),
    /** What trees contain, each tree behind all trees in it: see {@link EdgeBlock}. A row is a block and fills a page. */
    EDGES(6, Page.ROOM),
    /** Blobs that trees point to and no index lists, ordered by id and kind: see {@link ChildRow}. */
    MISSING(7, ChildRow.BYTES);

    private final int place;
    private final int width;

    Part(int place, int width) {
        this.place = place;
        this.width = width;
    }

    /** Where the manifest tells its rows. */
    int place() {
        return place;
    }

    /** Bytes of a row. */
    int width() {
        return width;
    }

    /** Ends the name of the file. */
    String suffix() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
