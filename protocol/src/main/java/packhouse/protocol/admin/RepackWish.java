package packhouse.protocol.admin;

import java.util.Optional;

/**
 * What a repack is asked to do, as far as it was said; what was not said is as the server has it.
 *
 * <p>None of {@code duplicates}, {@code uncompressed}, {@code smallPacks} and {@code recompress} means the first three; some of them mean
 * only these.
 *
 * @param compression {@code fastest}, {@code auto}, {@code better}, {@code max} or a level of zstd; empty for {@code auto}
 * @param duplicates whether copies beyond the first go
 * @param uncompressed whether plain blobs are compressed; asked for by name also those that hardly shrink
 * @param smallPacks whether small packs are merged
 * @param recompress whether compressed blobs are compressed anew
 * @param packSize where a new pack is full, in bytes; 0 for what clients do
 * @param maxBytes how much is read at most, in bytes; 0 for no limit
 * @param minAgeSeconds files that came later are left alone; empty for half an hour
 */
public record RepackWish(
        String compression,
        boolean duplicates,
        boolean uncompressed,
        boolean smallPacks,
        boolean recompress,
        long packSize,
        long maxBytes,
        Optional<Long> minAgeSeconds) {

    /** Nothing was said. */
    public static final RepackWish USUAL = new RepackWish("", false, false, false, false, 0, 0, Optional.empty());

    /** Whether it was said what to do, rather than how. */
    public boolean isByName() {
        return duplicates || uncompressed || smallPacks || recompress;
    }
}
