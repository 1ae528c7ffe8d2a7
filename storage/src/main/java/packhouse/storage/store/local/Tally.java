package packhouse.storage.store.local;

import java.time.Instant;
import packhouse.protocol.FileType;
import packhouse.storage.store.FreeLocks;
import packhouse.storage.store.Store;

/**
 * Counts the files of one directory, and says how many of their bytes a quota may count: all, but for locks within
 * {@link FreeLocks}. Of too many small locks the share beyond the limit counts.
 */
final class Tally {

    private final boolean locks;
    private long files;
    private long bytes;
    private long largeFiles;
    private long largeBytes;
    private Instant newest = Instant.EPOCH;

    Tally(FileType type) {
        this.locks = type == FileType.LOCKS;
    }

    /** A file came (1) or went (-1). */
    void count(long size, int sign) {
        files += sign;
        bytes += sign * size;
        if (size > FreeLocks.MAX_BYTES) {
            largeFiles += sign;
            largeBytes += sign * size;
        }
    }

    void clear() {
        files = 0;
        bytes = 0;
        largeFiles = 0;
        largeBytes = 0;
    }

    void seen(Instant modified) {
        if (modified.isAfter(newest)) {
            newest = modified;
        }
    }

    Store.Count count() {
        return new Store.Count(files, bytes, newest);
    }

    /** The bytes that count against a quota. */
    long charge() {
        if (!locks) {
            return bytes;
        }
        long small = files - largeFiles;
        long beyond = Math.max(0, small - FreeLocks.MAX_FILES);
        return largeBytes + (small == 0 ? 0 : Math.round((double) (bytes - largeBytes) * beyond / small));
    }
}
