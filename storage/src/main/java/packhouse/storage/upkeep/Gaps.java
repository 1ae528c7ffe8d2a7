package packhouse.storage.upkeep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import packhouse.protocol.FileId;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Complaints;
import packhouse.storage.format.BlobKind;

/** Collects what could not be read although it matters, as sentences. Safe for many threads. */
final class Gaps implements Complaints {

    private final List<String> sentences = new ArrayList<>();
    private final Map<FileId, String> trees = new LinkedHashMap<>();
    private long further;

    @Override
    public synchronized void unreadableIndex(FileId index, String why) {
        add("index " + index + " cannot be read: " + why);
    }

    /** Whether it matters is known only when it is known what snapshots need: see {@link #settle}. */
    @Override
    public synchronized void unreadableTree(FileId tree, String why) {
        if (trees.size() < DedupReport.MAX_GAPS) {
            trees.put(tree, why);
        }
    }

    /** It can be read; the rest is for a check. */
    @Override
    public void flaw(FileId tree, String sentence) {}

    /** Adds a sentence; of very many, some. */
    synchronized void add(String sentence) {
        if (sentences.size() < DedupReport.MAX_GAPS - 1) {
            sentences.add(sentence);
        } else {
            further++;
        }
    }

    /** Adds the trees that are needed. */
    synchronized void settle(Catalog catalog, Needs needs) throws IOException {
        for (Map.Entry<FileId, String> tree : trees.entrySet()) {
            int ordinal = catalog.ordinal(BlobKind.TREE, tree.getKey());
            if (ordinal >= 0 && needs.isBlind(ordinal)) {
                add("tree " + tree.getKey() + " cannot be read: " + tree.getValue());
            }
        }
    }

    /** What was said. */
    synchronized List<String> sentences() {
        List<String> all = new ArrayList<>(sentences);
        if (further > 0) {
            all.add("and " + further + " more");
        }
        return all;
    }
}
