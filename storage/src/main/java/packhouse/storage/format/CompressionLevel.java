package packhouse.storage.format;

import java.util.Optional;

/**
 * How hard blobs are compressed, as a level of zstd. Higher ones save more and take longer; what each costs is told by {@link Compression}
 * and the manual of zstd.
 *
 * @param zstd from {@link #LOWEST} to {@link #HIGHEST}
 */
public record CompressionLevel(int zstd) {

    /** The first. */
    public static final int LOWEST = 1;

    /** Beyond it zstd takes hundreds of megabytes of memory for one blob. */
    public static final int HIGHEST = 19;

    /** A level that exists. */
    public CompressionLevel {
        if (zstd < LOWEST || zstd > HIGHEST) {
            throw new IllegalArgumentException("no level of compression: " + zstd);
        }
    }

    /** What a word of clients means, {@link Compression#OFF} excepted. */
    public static CompressionLevel of(Compression word) {
        return new CompressionLevel(word.level());
    }

    /** A word of clients, or a number; empty if it is neither. */
    public static Optional<CompressionLevel> parse(String text) {
        for (Compression each : Compression.LEVELS) {
            if (each.word().equals(text)) {
                return Optional.of(of(each));
            }
        }
        boolean number = text.matches("[0-9]{1,2}");
        int level = number ? Integer.parseInt(text) : 0;
        return level < LOWEST || level > HIGHEST ? Optional.empty() : Optional.of(new CompressionLevel(level));
    }
}
