package packhouse.server.jobs;

import packhouse.storage.repack.RepackOptions;

/** Says roughly how long a repack takes, before it has begun. */
final class Speed {

    /** Bytes a second that one thread reads, verifies, writes and reads back when it compresses nothing: half of SHA-256's speed. */
    private static final long COPYING = 100_000_000;

    /** The same with zstd's first level; each further one takes about a quarter more time. */
    private static final long COMPRESSING = 70_000_000;

    private static final double EACH_LEVEL = 1.25;

    /** The disk is the limit before there are more. */
    private static final int MAX_THREADS = 4;

    private Speed() {}

    static long seconds(RepackOptions options, long bytes, int threads) {
        boolean compresses = options.uncompressed() || options.recompress();
        double rate = compresses
                ? COMPRESSING / Math.pow(EACH_LEVEL, options.compression().zstd() - 1)
                : COPYING;
        return (long) Math.ceil(bytes / rate / Math.min(threads, MAX_THREADS));
    }
}
