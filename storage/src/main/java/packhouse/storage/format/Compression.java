package packhouse.storage.format;

import java.util.List;

/**
 * How hard blobs are compressed, in the words of restic's option. The levels are those of zstd's own library that come closest, in
 * what they save, to what clients do under the same word, or do a little better.
 */
public enum Compression {
    /** Not at all. */
    OFF("off", 0),
    /** About 500 MB/s a core. */
    FASTEST("fastest", 1),
    /** The clients' default. About 300 to 450 MB/s. */
    AUTO("auto", 3),
    /** About 150 MB/s. */
    BETTER("better", 6),
    /** About 70 MB/s. */
    MAX("max", 10);

    /** Those that compress. */
    public static final List<Compression> LEVELS = List.of(FASTEST, AUTO, BETTER, MAX);

    private final String word;
    private final int level;

    Compression(String word, int level) {
        this.word = word;
        this.level = level;
    }

    /** As restic calls it. */
    public String word() {
        return word;
    }

    /** The level of zstd; 0 for {@link #OFF}. */
    int level() {
        return level;
    }
}
