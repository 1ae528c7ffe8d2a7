package packhouse.server.jobs;

import java.util.Optional;
import packhouse.protocol.admin.Sizes;
import packhouse.storage.disk.Space;
import packhouse.storage.repository.Reserve;

/**
 * Decides whether there is room for a step.
 *
 * @param keepFree bytes that stay free, {@link Reserve#DEFAULT} for a share of the file system
 */
record Room(long keepFree) {

    /** Index files, folders and what others write meanwhile, on top of what a step writes. */
    private static final double MARGIN = 1.2;

    /** Free bytes that a step needs which writes so many before it frees any. */
    long needs(long bytes, Space space) {
        return (long) (bytes * MARGIN) + Reserve.kept(keepFree, space);
    }

    /** What is missing, in words; empty if nothing is. */
    Optional<String> missing(long bytes, Space space) {
        long needs = needs(bytes, space);
        return space.freeBytes() >= needs
                ? Optional.empty()
                : Optional.of("needs " + Sizes.of(needs) + " free, there are " + Sizes.of(space.freeBytes()));
    }
}
