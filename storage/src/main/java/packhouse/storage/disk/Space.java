package packhouse.storage.disk;

/**
 * Room on a file system.
 *
 * @param sizeBytes its size
 * @param freeBytes what an unprivileged writer may still use
 */
public record Space(long sizeBytes, long freeBytes) {}
