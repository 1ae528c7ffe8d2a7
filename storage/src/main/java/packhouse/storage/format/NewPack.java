package packhouse.storage.format;

import java.util.List;
import packhouse.protocol.FileId;

/**
 * A pack that was just written.
 *
 * @param id SHA-256 of all its bytes, and so its name
 * @param size of all its bytes
 * @param entries what its header lists, by offset
 */
public record NewPack(FileId id, long size, List<PackEntry> entries) {}
