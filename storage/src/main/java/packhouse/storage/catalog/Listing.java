package packhouse.storage.catalog;

import packhouse.protocol.FileId;

/**
 * That one index file names one pack, as a record of 64 bytes on its way to the tables:
 *
 * <pre>
 * 32 bytes  id of the pack
 *  4 bytes  number of the index file among those that are read now
 *  4 bytes  number of the listing: the rows of its blobs bear it in place of the pack's number
 * 24 bytes  {@link Figures}, with the flag for packs to delete
 * </pre>
 */
final class Listing {

    static final int INDEX = FileId.BYTES;
    static final int NUMBER = INDEX + 4;
    static final int FIGURES = NUMBER + 4;
    static final int BYTES = FIGURES + Figures.BYTES;

    private Listing() {}

    static void put(byte[] record, FileId pack, int index, int number, boolean marked, PackTally tally) {
        BlobRow.putId(record, 0, pack);
        Bytes.putInt(record, INDEX, index);
        Bytes.putInt(record, NUMBER, number);
        Figures.of(tally).put(record, FIGURES, marked ? PackRow.MARKED : 0);
    }
}
