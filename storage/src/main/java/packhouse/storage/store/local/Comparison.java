package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Region;

/** How a stored file compares with a new upload of the same name, byte by byte. */
enum Comparison {
    /** Equal in every byte. */
    SAME,
    /** Stored, but with other bytes, or so damaged that it cannot be read. */
    DIFFERENT,
    /** No longer there. */
    VANISHED;

    private static final int CHUNK_BYTES = 64 * 1024;

    /**
     * Compares.
     *
     * @param unreadableIsDifferent whether a stored file that cannot be read counts as different; else that is an error
     */
    static Comparison of(Disk disk, Path upload, Path stored, boolean unreadableIsDifferent) throws IOException {
        try (Region fresh = disk.open(upload).orElseThrow(() -> new IOException(upload + ": is gone"))) {
            try {
                return of(disk, fresh, stored);
            } catch (IOException e) {
                if (unreadableIsDifferent) {
                    return DIFFERENT;
                }
                throw e;
            }
        }
    }

    private static Comparison of(Disk disk, Region fresh, Path stored) throws IOException {
        Optional<Region> opened = disk.open(stored);
        if (opened.isEmpty()) {
            return VANISHED;
        }
        try (Region old = opened.get()) {
            return fresh.size() == old.size() && same(fresh, old) ? SAME : DIFFERENT;
        }
    }

    private static boolean same(Region a, Region b) throws IOException {
        ByteBuffer left = ByteBuffer.allocate(CHUNK_BYTES);
        ByteBuffer right = ByteBuffer.allocate(CHUNK_BYTES);
        for (long at = 0; at < a.size(); at += left.limit()) {
            a.read(left.clear(), at);
            b.read(right.clear(), at);
            if (left.flip().limit() == 0 || !left.equals(right.flip())) {
                return false;
            }
        }
        return true;
    }
}
