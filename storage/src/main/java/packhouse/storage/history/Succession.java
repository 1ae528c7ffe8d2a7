package packhouse.storage.history;

import java.nio.file.Path;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;

/**
 * A file that takes the place of the live one of the same name. Only the config has a name that may stand for other bytes one day.
 *
 * @param cause why, for the log
 * @param before the SHA-256 of the bytes that it may replace; nothing happens to any others
 * @param file it lies there, in the staging folder, whole and durable
 */
public record Succession(Cause cause, FileName name, FileId before, Path file) {}
