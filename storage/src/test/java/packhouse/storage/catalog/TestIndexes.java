package packhouse.storage.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import packhouse.protocol.FileId;
import packhouse.protocol.FileInfo;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.IndexVisitor;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.TreeVisitor;

/** Index files and trees in memory, some of which may be damaged or vanish when they are read. */
final class TestIndexes implements Indexes {

    /** A blob in the order of tables. */
    record TestBlob(FileId id, BlobKind kind) implements Comparable<TestBlob> {
        @Override
        public int compareTo(TestBlob other) {
            int order = id.compareTo(other.id);
            return order != 0 ? order : kind.compareTo(other.kind);
        }

        @Override
        public String toString() {
            return id + " " + kind;
        }
    }

    /** What an index file says about one pack. */
    record Pack(FileId id, boolean deleted, List<PackEntry> entries) {}

    final Map<FileId, List<Pack>> files = new TreeMap<>();

    /** Those that end in an error when half of them was read. */
    final Set<FileId> damaged = new HashSet<>();

    /** Those that are in the list and cannot be found. */
    final Set<FileId> vanished = new HashSet<>();

    /** What trees contain; those that are not here are damaged. */
    final Map<FileId, NavigableSet<TestBlob>> trees = new TreeMap<>();

    /** The index files that were read, in any order. */
    final List<FileId> read = new ArrayList<>();

    @Override
    public List<FileInfo> list() {
        return files.keySet().stream().map(id -> new FileInfo(id, 100)).toList();
    }

    @Override
    public boolean read(FileId index, IndexVisitor visitor) throws IOException {
        synchronized (read) {
            read.add(index);
        }
        if (vanished.contains(index)) {
            return false;
        }
        List<Pack> packs = files.getOrDefault(index, List.of());
        boolean broken = damaged.contains(index);
        for (Pack pack : broken ? packs.subList(0, (packs.size() + 1) / 2) : packs) {
            visitor.pack(pack.id(), pack.deleted());
            for (PackEntry entry : pack.entries()) {
                visitor.blob(entry.kind(), entry.id(), entry.offset(), entry.length(), entry.rawLength());
            }
        }
        if (broken) {
            throw new IOException("index/" + index + ": is damaged");
        }
        return true;
    }

    /** A source of the trees. */
    TreeSource trees() {
        return new TreeSource() {
            @Override
            public void read(FileId pack, PackEntry tree, TreeVisitor visitor) throws IOException {
                NavigableSet<TestBlob> children = trees.get(tree.id());
                if (children == null) {
                    throw new IOException("tree " + tree.id() + " is damaged");
                }
                for (TestBlob child : children) {
                    if (child.kind() == BlobKind.TREE) {
                        visitor.subtree(child.id());
                    } else {
                        visitor.data(child.id());
                    }
                }
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    /** What counts: the files that can be read. */
    Map<FileId, List<Pack>> readable() {
        Map<FileId, List<Pack>> readable = new TreeMap<>(files);
        readable.keySet().removeAll(damaged);
        readable.keySet().removeAll(vanished);
        return readable;
    }

    static FileId id(RandomGenerator random) {
        return new FileId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }
}
