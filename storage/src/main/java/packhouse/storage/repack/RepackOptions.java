package packhouse.storage.repack;

import java.time.Duration;
import packhouse.storage.format.Compression;
import packhouse.storage.format.CompressionLevel;

/**
 * What a repack is asked to do.
 *
 * @param compression level for what gets compressed
 * @param duplicates whether copies beyond the first go
 * @param uncompressed whether plain blobs are compressed, in a repository of version 2
 * @param incompressible whether also packs are rewritten whose samples hardly shrink: the owner asked for that by name
 * @param smallPacks whether small packs are merged, and packs of data and trees are split
 * @param recompress whether compressed blobs are compressed anew with the level
 * @param packSize where a new pack is full, in bytes
 * @param maxBytes no batch begins once so many bytes have been read; 0 if all may be
 * @param minAge files that came later are left alone
 */
public record RepackOptions(
        CompressionLevel compression,
        boolean duplicates,
        boolean uncompressed,
        boolean incompressible,
        boolean smallPacks,
        boolean recompress,
        long packSize,
        long maxBytes,
        Duration minAge) {

    /** What clients make packs of by default, in bytes. */
    public static final long PACK_SIZE = 16 << 20;

    /** A client that lost an answer sends the same index again, at most so much later: it would name packs that are gone. */
    public static final Duration MIN_AGE = Duration.ofMinutes(30);

    /** What is done if nothing is asked for by name. */
    public static final RepackOptions USUAL = new RepackOptions(
            CompressionLevel.of(Compression.AUTO), true, true, false, true, false, PACK_SIZE, 0, MIN_AGE);
}
