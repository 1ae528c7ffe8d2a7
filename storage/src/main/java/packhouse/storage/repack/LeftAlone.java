package packhouse.storage.repack;

import java.util.List;
import packhouse.protocol.FileId;
import packhouse.storage.upkeep.Amount;

/**
 * Packs that would be rewritten, but for something.
 *
 * @param why as the end of a sentence whose subject is the packs
 * @param packs how many, and their bytes
 * @param some of them, {@link #MOST} at most
 */
public record LeftAlone(String why, Amount packs, List<FileId> some) {

    /** More would not help anybody who reads it. */
    public static final int MOST = 10;

    public LeftAlone {
        some = List.copyOf(some);
    }
}
