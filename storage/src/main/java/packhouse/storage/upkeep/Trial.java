package packhouse.storage.upkeep;

import java.util.ArrayList;
import java.util.List;

/**
 * What is tried on one copy of a sample. Where compression saves much and where nothing differs most from blob to blob, and pieces of many
 * blobs tell that for little; what the rest of a blob adds, and a costlier level, differs less, so a few are enough for it.
 */
record Trial(Sample.Copy copy, Effort effort) {

    /** Bytes of a kind that are compressed as a whole, where a core does some 130 MB/s for reading and both quick levels. */
    private static final long MAX_WHOLE_BYTES = 8 << 20;

    /** Bytes of a kind that are compressed at all levels, where it is 30 MB/s. */
    private static final long MAX_THOROUGH_BYTES = 2 << 20;

    /** How much is done. */
    enum Effort {
        /** Pieces are compressed at the quickest level. */
        GLIMPSE,
        /** The whole blob as well, at the levels that are quick. */
        WHOLE,
        /** At all levels. */
        THOROUGH
    }

    /** What to try on copies of one kind, in their random order: everything on each if there are few, else less on most. */
    static List<Trial> plan(List<Sample.Copy> copies) {
        long bytes = copies.stream().mapToLong(copy -> copy.entry().length()).sum();
        long whole = Math.max(1, -Math.floorDiv(-bytes, MAX_WHOLE_BYTES));
        long thorough = whole * (bytes <= MAX_THOROUGH_BYTES ? 1 : MAX_WHOLE_BYTES / MAX_THOROUGH_BYTES);
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < copies.size(); i++) {
            Effort some = i % whole == 0 ? Effort.WHOLE : Effort.GLIMPSE;
            trials.add(new Trial(copies.get(i), i % thorough == 0 ? Effort.THOROUGH : some));
        }
        return trials;
    }
}
