package packhouse.storage.repack;

import java.util.List;
import java.util.Optional;
import packhouse.storage.upkeep.Amount;

/**
 * What a repack has done. All of it happened: what was left alone is as it was before.
 *
 * @param commits their numbers, by which each can be undone
 * @param hidden packs that were replaced; their bytes become free when they have rested
 * @param written packs in their place that stay
 * @param indexes index files that were replaced
 * @param read bytes of packs that were read to be rewritten or compared
 * @param leftAlone planned packs that were not rewritten, and why
 * @param ended why the rest of the plan was not done, if anything of it was not
 */
public record RepackResult(
        List<Long> commits,
        Amount hidden,
        Amount written,
        long indexes,
        long read,
        List<LeftAlone> leftAlone,
        Optional<String> ended) {

    public RepackResult {
        commits = List.copyOf(commits);
        leftAlone = List.copyOf(leftAlone);
    }

    /** Bytes that become free when what was replaced has rested. */
    public long freed() {
        return hidden.bytes() - written.bytes();
    }
}
