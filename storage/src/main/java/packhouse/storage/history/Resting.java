package packhouse.storage.history;

import java.time.Instant;
import packhouse.protocol.FileName;

/**
 * A file in the trash.
 *
 * @param commit the commit that hid it
 * @param size in bytes
 * @param since when its rest began
 */
public record Resting(long commit, FileName name, long size, Instant since, Cause cause) {}
