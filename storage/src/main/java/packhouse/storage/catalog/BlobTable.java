package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;

/**
 * Finds blobs by their ids: eight bytes for each page in memory, once somebody asks, and one page read for each question. Safe for
 * many threads, which wait for each other.
 */
final class BlobTable implements Closeable {

    /** Further copies on a page, about. */
    private static final long NEAR = 200;

    private final Manifest manifest;
    private final Rows rows;
    private final Rows further;
    private final byte[] key = new byte[BlobRow.BYTES];
    private long[] firsts = {};

    BlobTable(Manifest manifest) throws IOException {
        this.manifest = manifest;
        this.rows = manifest.openRows(Part.BLOBS, PageReader.LOOKUP);
        try {
            this.further = manifest.openRows(Part.COPIES, PageReader.LOOKUP);
        } catch (IOException e) {
            rows.close();
            throw e;
        }
    }

    /** How many there are. */
    int count() {
        return (int) rows.count();
    }

    /** The number of a blob, -1 if it is not there. */
    synchronized int ordinal(BlobKind kind, FileId id) throws IOException {
        if (firsts.length == 0) {
            firsts = readFirsts();
        }
        BlobRow.putId(key, 0, id);
        Bytes.putInt(key, BlobRow.PLACE, BlobRow.bit(kind));
        // Ids that begin alike may begin before the page that begins like them.
        for (int page = Math.max(0, pagesBelow(id.a()) - 1); page < firsts.length; page++) {
            long end = Math.min(rows.count(), (long) (page + 1) * rows.perPage());
            long row = firstNotBelowKey((long) page * rows.perPage(), end);
            if (row < end) {
                rows.seek(row);
                return BlobRow.compare(rows.array(), rows.at(), key, 0) == 0 ? (int) row : -1;
            }
        }
        return -1;
    }

    private long[] readFirsts() throws IOException {
        try (Rows top = manifest.generation().openRows(Part.TOP, manifest.rows(Part.TOP), PageReader.SCAN)) {
            long[] read = new long[(int) top.count()];
            while (top.next()) {
                read[(int) top.row()] = Bytes.getLong(top.array(), top.at());
            }
            return read;
        }
    }

    /** How many pages begin with an id whose first bytes are below these. */
    private int pagesBelow(long prefix) {
        int low = 0;
        int high = firsts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(firsts[middle], prefix) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long firstNotBelowKey(long from, long to) throws IOException {
        long low = from;
        long high = to;
        while (low < high) {
            long middle = (low + high) >>> 1;
            rows.seek(middle);
            if (BlobRow.compare(rows.array(), rows.at(), key, 0) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Puts all places of a blob in place of what is in {@code target}. */
    synchronized void copies(int ordinal, Copies target) throws IOException {
        target.clear();
        rows.seek(ordinal);
        int place = rows.at() + BlobRow.PLACE;
        int pack = Bytes.getInt(rows.array(), place);
        target.add(pack & BlobRow.PACK, rows.array(), place);
        if ((pack & BlobRow.MORE) != 0) {
            for (long row = firstCopyOf(ordinal); row < further.count(); row++) {
                further.seek(row);
                if (Bytes.getInt(further.array(), further.at()) != ordinal) {
                    break;
                }
                place = further.at() + BlobRow.COPY_PLACE;
                target.add(Bytes.getInt(further.array(), place), further.array(), place);
            }
        }
    }

    /**
     * The first further copy of a blob or a later one. Which blobs have several has nothing to do with their ids, so the place is near where it
     * would be if every so many-th had: the search begins there.
     */
    private long firstCopyOf(int ordinal) throws IOException {
        long guess = (long) ((double) ordinal / rows.count() * further.count());
        long low = guess;
        for (long step = NEAR; low > 0 && ordinalAt(low) >= ordinal; step *= 2) {
            low = Math.max(0, low - step);
        }
        long high = guess;
        for (long step = NEAR; high < further.count() && ordinalAt(high) < ordinal; step *= 2) {
            high = Math.min(further.count(), high + step);
        }
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (ordinalAt(middle) < ordinal) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int ordinalAt(long row) throws IOException {
        further.seek(row);
        return Bytes.getInt(further.array(), further.at());
    }

    /** All of them in order. */
    BlobCursor cursor() throws IOException {
        Generation generation = manifest.generation();
        Rows blobs = generation.openRows(Part.BLOBS, manifest.rows(Part.BLOBS), PageReader.SCAN);
        try {
            return new BlobCursor(blobs, generation.openRows(Part.COPIES, manifest.rows(Part.COPIES), PageReader.SCAN));
        } catch (IOException e) {
            blobs.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (rows) {
            further.close();
        }
    }
}
