package packhouse.storage.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import packhouse.protocol.FileId;
import packhouse.storage.catalog.TestIndexes.TestBlob;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;

/** All that a catalog says, line by line; and the same by the simplest way to find it out from the index files. */
final class CatalogText {

    private CatalogText() {}

    static List<String> of(Catalog catalog) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < catalog.indexes().count(); i++) {
            lines.add(index(
                    catalog.indexes().id(i),
                    catalog.indexes().packs(i),
                    catalog.indexes().blobs(i),
                    catalog.indexes().marked(i)));
        }
        PackTable packs = catalog.packs();
        List<Set<String>> listings = listings(catalog);
        for (int i = 0; i < packs.count(); i++) {
            lines.add("pack " + packs.id(i) + " " + packs.entries(i) + " entries, " + packs.expectedSize(i) + " bytes, "
                    + Long.toHexString(packs.fingerprint(i)) + flags(packs, i) + " in " + listings.get(i));
        }
        List<TestBlob> names = new ArrayList<>();
        try (BlobCursor blobs = catalog.blobs()) {
            while (blobs.next()) {
                lines.add(blob(catalog, blobs));
                names.add(new TestBlob(blobs.id(), blobs.kind()));
            }
        }
        lines.addAll(edges(catalog, names));
        return lines;
    }

    private static List<String> edges(Catalog catalog, List<TestBlob> names) throws IOException {
        catalog.edges().missing((ordinal, kind, id) -> names.add(new TestBlob(id, kind)));
        Map<TestBlob, TreeSet<TestBlob>> edges = new TreeMap<>();
        try (EdgeCursor cursor = catalog.edges().cursor()) {
            while (cursor.next()) {
                TreeSet<TestBlob> children = edges.computeIfAbsent(names.get(cursor.tree()), tree -> new TreeSet<>());
                for (int child = cursor.child(); child >= 0; child = cursor.child()) {
                    children.add(names.get(child));
                }
            }
        }
        List<String> lines = new ArrayList<>();
        edges.forEach((tree, children) -> lines.add("tree " + tree.id() + " contains " + children));
        lines.add(catalog.edges().missingCount() + " missing");
        lines.add(catalog.unreadTrees() + " trees unread");
        return lines;
    }

    private static List<Set<String>> listings(Catalog catalog) throws IOException {
        List<Set<String>> listings = new ArrayList<>();
        for (int i = 0; i < catalog.packs().count(); i++) {
            listings.add(new TreeSet<>());
        }
        try (ListingCursor cursor = catalog.listings()) {
            while (cursor.next()) {
                listings.get(cursor.pack())
                        .add(catalog.indexes().id(cursor.index()) + (cursor.isMarked() ? " marked" : ""));
            }
        }
        return listings;
    }

    private static String flags(PackTable packs, int i) throws IOException {
        return flags(
                packs.hasData(i),
                packs.hasTrees(i),
                packs.hasPlain(i),
                packs.hasCompressed(i),
                packs.isMarked(i),
                packs.isListedTwice(i),
                packs.isContradictory(i));
    }

    private static String flags(boolean... flags) {
        String[] words = {"data", "trees", "plain", "compressed", "marked", "twice", "contradictory"};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            text.append(flags[i] ? " " + words[i] : "");
        }
        return text.toString();
    }

    private static String index(FileId id, int packs, int blobs, int marked) {
        return "index " + id + " " + packs + " packs, " + blobs + " blobs, " + marked + " marked";
    }

    private static String blob(Catalog catalog, BlobCursor blobs) throws IOException {
        TreeSet<String> copies = new TreeSet<>();
        for (int i = 0; i < blobs.copies(); i++) {
            copies.add(copy(catalog.packs().id(blobs.pack(i)), blobs.offset(i), blobs.length(i), blobs.rawLength(i)));
        }
        int found = catalog.ordinal(blobs.kind(), blobs.id());
        return "blob " + blobs.id() + " " + blobs.kind() + " " + copies
                + (found == blobs.ordinal() ? "" : " was looked for and found at " + found);
    }

    private static String copy(FileId pack, long offset, long length, long rawLength) {
        return pack + " " + offset + " " + length + " " + rawLength;
    }

    /** What the catalog of these index files has to say. */
    static List<String> expected(TestIndexes indexes) {
        List<String> lines = new ArrayList<>();
        Map<FileId, Expected> packs = new TreeMap<>();
        Map<String, TreeSet<String>> blobs = new TreeMap<>();
        indexes.readable().forEach((file, listed) -> {
            int live = 0;
            int entries = 0;
            for (TestIndexes.Pack pack : listed) {
                packs.computeIfAbsent(pack.id(), id -> new Expected()).add(file, pack);
                if (!pack.deleted()) {
                    live++;
                    entries += pack.entries().size();
                    for (PackEntry entry : pack.entries()) {
                        blobs.computeIfAbsent(
                                        entry.id() + " " + (entry.kind() == BlobKind.TREE ? "2" : "1"),
                                        key -> new TreeSet<>())
                                .add(copy(pack.id(), entry.offset(), entry.length(), entry.rawLength()));
                    }
                }
            }
            lines.add(index(file, live, entries, listed.size() - live));
        });
        packs.forEach((id, pack) -> lines.add("pack " + id + " " + pack));
        blobs.forEach((key, copies) -> {
            String[] idAndKind = key.split(" ", 2);
            lines.add("blob " + idAndKind[0] + " " + (idAndKind[1].equals("2") ? "TREE" : "DATA") + " " + copies);
        });
        lines.addAll(expectedEdges(indexes));
        return lines;
    }

    private static List<String> expectedEdges(TestIndexes indexes) {
        TreeSet<TestBlob> listed = indexes.readable().values().stream()
                .flatMap(List::stream)
                .filter(pack -> !pack.deleted())
                .flatMap(pack -> pack.entries().stream())
                .map(entry -> new TestBlob(entry.id(), entry.kind()))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> lines = new ArrayList<>();
        TreeSet<TestBlob> missing = new TreeSet<>();
        int unread = 0;
        for (TestBlob blob : listed) {
            if (blob.kind() == BlobKind.TREE) {
                NavigableSet<TestBlob> children = indexes.trees.get(blob.id());
                if (children == null) {
                    unread++;
                } else {
                    lines.add("tree " + blob.id() + " contains " + children);
                    missing.addAll(children);
                }
            }
        }
        missing.removeAll(listed);
        lines.add(missing.size() + " missing");
        lines.add(unread + " trees unread");
        return lines;
    }

    /** All lists of one pack. */
    private static final class Expected {
        private final TreeSet<String> listings = new TreeSet<>();
        private final List<List<PackEntry>> live = new ArrayList<>();
        private final List<List<PackEntry>> marked = new ArrayList<>();
        private final TreeSet<FileId> liveFiles = new TreeSet<>();

        void add(FileId file, TestIndexes.Pack pack) {
            listings.add(file + (pack.deleted() ? " marked" : ""));
            (pack.deleted() ? marked : live).add(pack.entries());
            if (!pack.deleted()) {
                liveFiles.add(file);
            }
        }

        @Override
        public String toString() {
            List<List<PackEntry>> lists = live.isEmpty() ? marked : live;
            boolean contradictory =
                    lists.stream().map(PackTallyText::of).distinct().count() > 1;
            List<PackEntry> entries = contradictory && !live.isEmpty()
                    ? lists.stream().flatMap(List::stream).distinct().toList()
                    : lists.stream().max(PackTallyText.ORDER).orElseThrow();
            BitSet has = new BitSet();
            entries.forEach(entry -> {
                has.set(entry.kind() == BlobKind.DATA ? 0 : 1);
                has.set(entry.isCompressed() ? 3 : 2);
            });
            return PackTallyText.of(entries)
                    + flags(
                            has.get(0),
                            has.get(1),
                            has.get(2),
                            has.get(3),
                            live.isEmpty(),
                            liveFiles.size() > 1,
                            contradictory)
                    + " in " + listings;
        }
    }

    /** The figures of one list. */
    private static final class PackTallyText {
        static final Comparator<List<PackEntry>> ORDER = Comparator.<List<PackEntry>>comparingLong(
                        entries -> tally(entries).size())
                .thenComparingLong(entries -> tally(entries).fingerprint());

        static PackTally tally(List<PackEntry> entries) {
            PackTally tally = new PackTally();
            entries.forEach(tally::add);
            return tally;
        }

        static String of(List<PackEntry> entries) {
            PackTally tally = tally(entries);
            return tally.entries() + " entries, " + tally.size() + " bytes, " + Long.toHexString(tally.fingerprint());
        }
    }
}
