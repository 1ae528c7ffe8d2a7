package packhouse.server.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import packhouse.protocol.admin.RepackWish;
import packhouse.protocol.admin.Sizes;
import packhouse.protocol.admin.Span;
import picocli.CommandLine.Option;

/** What a repack is to do. */
final class RepackChoice {

    @Option(
            names = "--compression",
            paramLabel = "LEVEL",
            description =
                    "How hard to compress: fastest, auto, better, max, or a level of zstd from 1 to 19 (default: auto).")
    private String compression = "";

    @Option(names = "--duplicates", description = "Drop what is stored more than once; if named, only that.")
    private boolean duplicates;

    @Option(
            names = "--uncompressed",
            description = "Compress what is stored plain, if named also what hardly shrinks; and only that.")
    private boolean uncompressed;

    @Option(names = "--small-packs", description = "Merge small packs; if named, only that.")
    private boolean smallPacks;

    @Option(names = "--recompress", description = "Compress anew what is compressed; not done unless named.")
    private boolean recompress;

    @Option(
            names = "--pack-size",
            paramLabel = "SIZE",
            description = "Size of new packs, 4M to 128M (default: 16M, as clients do).")
    private @Nullable String packSize;

    @Option(names = "--max-bytes", paramLabel = "SIZE", description = "Stop after so much was read, as 500G.")
    private @Nullable String maxBytes;

    @Option(
            names = "--min-age",
            paramLabel = "SPAN",
            description = "Leave alone what came more recently (default: 30m).")
    private @Nullable String minAge;

    RepackWish wish() throws WrongUsage {
        return new RepackWish(
                compression,
                duplicates,
                uncompressed,
                smallPacks,
                recompress,
                size("--pack-size", packSize),
                size("--max-bytes", maxBytes),
                age());
    }

    private static long size(String option, @Nullable String text) throws WrongUsage {
        return text == null
                ? 0
                : Sizes.parse(text).stream()
                        .filter(bytes -> bytes > 0)
                        .boxed()
                        .findFirst()
                        .orElseThrow(() -> new WrongUsage(option + " " + text + ": write a size as 64M or 500G"));
    }

    private Optional<Long> age() throws WrongUsage {
        if (minAge == null) {
            return Optional.empty();
        }
        if (minAge.equals("0")) {
            return Optional.of(0L);
        }
        Duration span = Span.parse(minAge).orElseThrow(() -> new WrongUsage("--min-age " + minAge + ": " + Span.FORM));
        return Optional.of(span.toSeconds());
    }
}
