package packhouse.storage.upkeep;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import packhouse.protocol.FileId;
import packhouse.storage.upkeep.Finding.Severity;

/** Counts findings and passes them on, one at a time. Safe for many threads. */
final class Findings implements Consumer<Finding> {

    private final Consumer<Finding> listener;
    private final SortedMap<String, Long> codes = new TreeMap<>();
    private final Map<Severity, Long> severities = new EnumMap<>(Severity.class);
    private final Set<FileId> brokenPacks = new LinkedHashSet<>();

    Findings(Consumer<Finding> listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void accept(Finding finding) {
        codes.merge(finding.code(), 1L, Long::sum);
        severities.merge(finding.severity(), 1L, Long::sum);
        if (brokenPacks.size() < CheckReport.MAX_BROKEN_PACKS) {
            finding.brokenPack().ifPresent(brokenPacks::add);
        }
        listener.accept(finding);
    }

    /** How many by code. */
    synchronized SortedMap<String, Long> codes() {
        return new TreeMap<>(codes);
    }

    /** How many of a severity. */
    synchronized long count(Severity severity) {
        return severities.getOrDefault(severity, 0L);
    }

    /** Packs to be repaired, each once. */
    synchronized List<FileId> brokenPacks() {
        return new ArrayList<>(brokenPacks);
    }
}
