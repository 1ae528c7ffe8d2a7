package packhouse.storage.repack;

import java.util.List;
import packhouse.storage.format.BlobKind;

/**
 * A blob of a pack that is being rewritten, which is not safe elsewhere yet.
 *
 * @param home the pack
 * @param offset of the blob in it
 * @param staying copies in packs that stay: if one of them is sound, nothing is to be done
 * @param copies all of them, the shortest first
 */
record Task(SourcePack home, long offset, BlobKind kind, List<Copy> staying, List<Copy> copies) {}
