package packhouse.protocol.admin;

import java.util.List;
import java.util.Map;
import packhouse.protocol.admin.DedupView.Amount;

/**
 * How a check ended.
 *
 * @param repository its path as in its URL
 * @param errors data that is lost or damaged, or may be
 * @param warnings what somebody has to see to, although nothing is lost
 * @param hints what is harmless and could be tidier
 * @param counts findings by their code
 * @param snapshots files looked at
 * @param indexFiles files looked at
 * @param packs whose size was compared with the index
 * @param trees that were read
 * @param packsRead packs that were read as a whole
 * @param brokenPacks what to give to {@code restic repair packs}; the first thousand
 * @param findings the first {@link #MAX_FINDINGS} of them; all were told as they were found
 */
public record CheckView(
        String repository,
        long errors,
        long warnings,
        long hints,
        Map<String, Long> counts,
        long snapshots,
        long indexFiles,
        long packs,
        long trees,
        Amount packsRead,
        List<String> brokenPacks,
        List<FindingView> findings)
        implements Message {

    /** Findings listed once more at the end: 3 MB of JSON. */
    public static final int MAX_FINDINGS = 10_000;

    public CheckView {
        counts = Map.copyOf(counts);
        brokenPacks = List.copyOf(brokenPacks);
        findings = List.copyOf(findings);
    }

    @Override
    public String messageType() {
        return "summary";
    }
}
