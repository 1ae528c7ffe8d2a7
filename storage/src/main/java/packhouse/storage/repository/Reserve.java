package packhouse.storage.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.disk.Space;

/**
 * Free space that uploads leave alone, so that deletes, their records and a recovery always find some. The file system is asked only
 * now and then; in between, what uploads announced is taken off.
 */
public final class Reserve {

    /** Stands for {@link #DEFAULT_SHARE} and {@link #DEFAULT_BYTES}. */
    public static final long DEFAULT = -1;

    /** One hundredth of the file system, so that small ones can be used at all. */
    static final int DEFAULT_SHARE = 100;

    /** At most this: the log of a million deletes takes 60 MB. */
    static final long DEFAULT_BYTES = 1L << 28;

    /** Others fill the disk too; in so short a time they do not fill the reserve. */
    private static final Duration BELIEVED = Duration.ofSeconds(5);

    /** What is taken off for an upload that does not say; the next look counts what it really took. */
    private static final long UNKNOWN_LENGTH = 1 << 20;

    private final Disk disk;
    private final Path path;
    private final long bytes;
    private final InstantSource clock;
    private Instant looked = Instant.EPOCH;
    private long free;
    private long size;

    /**
     * A reserve on the file system of {@code path}.
     *
     * @param bytes how much, {@link #DEFAULT} for a share of the file system, 0 for none
     */
    public Reserve(Disk disk, Path path, long bytes, InstantSource clock) {
        this.disk = disk;
        this.path = path;
        this.bytes = bytes;
        this.clock = clock;
    }

    /**
     * Lets an upload pass if it leaves the reserve untouched.
     *
     * @param length in bytes, negative if nobody knows
     * @throws NoSpaceException if it does not
     */
    synchronized void admit(String file, long length) throws IOException {
        if (bytes == 0) {
            return;
        }
        long wanted = length < 0 ? UNKNOWN_LENGTH : length;
        Instant now = clock.instant();
        boolean old = !now.isBefore(looked.plus(BELIEVED)) || now.isBefore(looked);
        // Looked at again before anything is refused: what was announced may never have come.
        if (old || free - wanted < kept()) {
            Space space = disk.space(path);
            looked = now;
            free = space.freeBytes();
            size = space.sizeBytes();
        }
        if (free - wanted < kept()) {
            throw new NoSpaceException(file, new IOException("the reserve of " + kept() + " bytes is kept free"));
        }
        free -= wanted;
    }

    private long kept() {
        return kept(bytes, new Space(size, free));
    }

    /** How much is kept free on a file system, in bytes. */
    public static long kept(long bytes, Space space) {
        return bytes == DEFAULT ? Math.min(DEFAULT_BYTES, space.sizeBytes() / DEFAULT_SHARE) : bytes;
    }
}
