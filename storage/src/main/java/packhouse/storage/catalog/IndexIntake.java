package packhouse.storage.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.IndexVisitor;

/**
 * Takes what one thread reads from index files to be sorted. What a file told that could not be read to its end is taken too;
 * {@link FreshPacks} leaves it out.
 *
 * <p>Trouble with the disk comes out of it as {@link UncheckedIOException}, so that it is not mistaken for trouble with the index file.
 */
final class IndexIntake implements IndexVisitor {

    private final AtomicInteger numbers;
    private final RunSorter blobs;
    private final RunSorter listings;
    private final byte[] row = new byte[BlobRow.BYTES];
    private final byte[] record = new byte[Listing.BYTES];
    private final PackTally tally = new PackTally();
    private FileId pack = new FileId(0, 0, 0, 0);
    private boolean open;
    private boolean marked;
    private int index;
    private int number;
    private int packCount;
    private int blobCount;
    private int markedCount;

    /**
     * Of nothing yet.
     *
     * @param numbers gives each listing its number, also those that other threads take
     */
    IndexIntake(AtomicInteger numbers, RunSorter blobs, RunSorter listings) {
        this.numbers = numbers;
        this.blobs = blobs;
        this.listings = listings;
    }

    /** An index file follows. */
    void begin(int file) {
        index = file;
        open = false;
        packCount = 0;
        blobCount = 0;
        markedCount = 0;
    }

    @Override
    public void pack(FileId id, boolean deleted) {
        endPack();
        pack = id;
        marked = deleted;
        open = true;
        number = numbers.getAndIncrement();
        if (number < 0 || number > BlobRow.PACK) {
            throw new UncheckedIOException(
                    new IOException("index files name packs more than " + BlobRow.PACK + " times"));
        }
        tally.clear();
        packCount += deleted ? 0 : 1;
        markedCount += deleted ? 1 : 0;
    }

    @Override
    public void blob(BlobKind kind, FileId id, long offset, long length, long rawLength) {
        tally.add(kind, id, offset, length, rawLength);
        if (marked) {
            return;
        }
        blobCount++;
        BlobRow.putId(row, 0, id);
        Bytes.putInt(row, BlobRow.PLACE, number | BlobRow.bit(kind));
        Bytes.putInt(row, BlobRow.PLACE + 4, (int) offset);
        Bytes.putInt(row, BlobRow.PLACE + 8, (int) length);
        Bytes.putInt(row, BlobRow.PLACE + 12, (int) rawLength);
        add(blobs, row);
    }

    private void endPack() {
        if (open) {
            Listing.put(record, pack, index, number, marked, tally);
            add(listings, record);
            open = false;
        }
    }

    private static void add(RunSorter sorter, byte[] what) {
        try {
            sorter.add(what, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file has ended, or does not go on; what its row in {@link Part#INDEXES} is if it has. */
    byte[] end(FileId name) {
        endPack();
        return IndexList.row(name, packCount, blobCount, markedCount);
    }
}
