package packhouse.protocol;

/**
 * One line of a listing.
 *
 * @param id what the file is called
 * @param size its exact length in bytes; restic's {@code check} and {@code prune} compare it with the index
 */
public record FileInfo(FileId id, long size) {}
