package packhouse.server.jobs;

import java.time.Duration;
import java.util.Optional;
import packhouse.protocol.admin.RepackWish;
import packhouse.storage.format.Compression;
import packhouse.storage.format.CompressionLevel;
import packhouse.storage.repack.RepackOptions;

/** Makes of what a person said what the storage is asked to do. */
final class Wishes {

    /** Clients take packs of 4 to 128 MiB, so others need not be bothered with. */
    private static final long MIN_PACK = 4L << 20;

    private static final long MAX_PACK = 128L << 20;

    private static final long MAX_AGE_SECONDS = Duration.ofDays(36_500).toSeconds();

    private Wishes() {}

    /** What is wrong with a wish, in a sentence without its full stop; empty if nothing is. */
    static Optional<String> objection(RepackWish wish) {
        if (compression(wish.compression()).isEmpty()) {
            return Optional.of("'" + wish.compression()
                    + "' is no compression: write fastest, auto, better, max or a level of zstd from "
                    + CompressionLevel.LOWEST + " to " + CompressionLevel.HIGHEST);
        }
        if (wish.packSize() != 0 && (wish.packSize() < MIN_PACK || wish.packSize() > MAX_PACK)) {
            return Optional.of("packs have 4 MiB to 128 MiB, not " + wish.packSize() + " bytes");
        }
        if (wish.maxBytes() < 0) {
            return Optional.of("not more than nothing can be read with a limit of " + wish.maxBytes() + " bytes");
        }
        return wish.minAgeSeconds()
                .filter(age -> age < 0 || age > MAX_AGE_SECONDS)
                .map(age -> "no file is " + age + " seconds old");
    }

    /** What the storage is asked to do by a wish without objection. */
    static RepackOptions options(RepackWish wish) {
        boolean all = !wish.isByName();
        return new RepackOptions(
                compression(wish.compression()).orElseThrow(),
                all || wish.duplicates(),
                all || wish.uncompressed(),
                wish.uncompressed(),
                all || wish.smallPacks(),
                wish.recompress(),
                wish.packSize() == 0 ? RepackOptions.PACK_SIZE : wish.packSize(),
                wish.maxBytes(),
                wish.minAgeSeconds().map(Duration::ofSeconds).orElse(RepackOptions.MIN_AGE));
    }

    private static Optional<CompressionLevel> compression(String word) {
        return word.isEmpty() ? Optional.of(CompressionLevel.of(Compression.AUTO)) : CompressionLevel.parse(word);
    }
}
