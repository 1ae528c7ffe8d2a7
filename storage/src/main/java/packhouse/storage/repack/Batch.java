package packhouse.storage.repack;

import java.util.List;
import packhouse.protocol.FileId;

/**
 * Packs that are rewritten together and become hidden in one commit.
 *
 * @param number its place in the plan, from 0
 * @param sources the packs
 * @param indexes the index files that list them, all of which are replaced
 * @param read bytes that will be read
 * @param written bytes that will be written, as far as can be told before compressing
 */
public record Batch(int number, List<FileId> sources, List<FileId> indexes, long read, long written) {

    /** Most packs in one of which anything is carried on: so much work is lost at most when it is cut off. */
    public static final int MAX_SOURCES = 32;

    /** Most bytes that stay of its packs. */
    public static final long MAX_BYTES = 256 << 20;

    public Batch {
        sources = List.copyOf(sources);
        indexes = List.copyOf(indexes);
    }
}
