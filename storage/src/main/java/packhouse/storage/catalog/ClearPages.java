package packhouse.storage.catalog;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Pages of a short file that were read, unveiled and found whole, so that whoever goes through it again need not do so: that was a seventh of the
 * time of a report about a small repository, which goes through the blobs four times. Safe for many threads.
 */
final class ClearPages {

    /** Bytes of the longest file whose pages are kept: the blobs of some 200,000; what is longer is read once more instead. */
    static final long LONGEST = 12 << 20;

    /** Pages that are kept together, as many as a scan reads at once. */
    private static final int TOGETHER = PageReader.SCAN;

    private final AtomicReferenceArray<byte[]> pieces;

    /** Of a file with so many pages. None is kept yet. */
    ClearPages(int pages) {
        pieces = new AtomicReferenceArray<>((pages + TOGETHER - 1) / TOGETHER);
    }

    /** Fills {@code target} with pages from {@code begin} on; false, and anything may be in it, if not all of them are kept. */
    boolean read(int begin, byte[] target, int length) {
        for (int done = 0; done < length; ) {
            int page = begin + done / Page.BYTES;
            Optional<byte[]> piece = Optional.ofNullable(pieces.get(page / TOGETHER));
            if (piece.isEmpty()) {
                return false;
            }
            int from = page % TOGETHER * Page.BYTES;
            int count = Math.min(length - done, piece.get().length - from);
            System.arraycopy(piece.get(), from, target, done, count);
            done += count;
        }
        return true;
    }

    /** Keeps pages that were read together, if they are what is kept together. */
    void keep(int begin, byte[] pages, int length, int atOnce) {
        if (atOnce == TOGETHER) {
            pieces.set(begin / TOGETHER, Arrays.copyOf(pages, length));
        }
    }
}
