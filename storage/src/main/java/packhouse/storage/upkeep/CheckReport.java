package packhouse.storage.upkeep;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import packhouse.protocol.FileId;

/**
 * How a check ended. The findings themselves were told one by one.
 *
 * @param findings how many by {@link Finding#code}
 * @param errors findings of {@link Finding.Severity#ERROR}
 * @param warnings findings of {@link Finding.Severity#WARNING}
 * @param hints findings of {@link Finding.Severity#HINT}
 * @param snapshots snapshot files looked at
 * @param indexes index files looked at
 * @param packs packs whose size was compared with the index
 * @param trees that were read
 * @param packsRead packs that were read as a whole, and their bytes
 * @param brokenPacks packs to be given to {@code restic repair packs}, the first {@link #MAX_BROKEN_PACKS} of them
 */
public record CheckReport(
        SortedMap<String, Long> findings,
        long errors,
        long warnings,
        long hints,
        long snapshots,
        long indexes,
        long packs,
        long trees,
        Amount packsRead,
        List<FileId> brokenPacks) {

    /** A command line with more names than this is not one that anybody types. */
    public static final int MAX_BROKEN_PACKS = 1000;

    public CheckReport {
        findings = Collections.unmodifiableSortedMap(new TreeMap<>(findings));
        brokenPacks = List.copyOf(brokenPacks);
    }

    /** Whether something is damaged. */
    public boolean isDamaged() {
        return errors > 0;
    }
}
