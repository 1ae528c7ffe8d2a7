package packhouse.storage.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.TreeVisitor;

/**
 * A made-up repository that changes: trees and what they contain, where each blob lies, and which copies of trees are damaged. A tree
 * contains only trees that were made earlier.
 */
final class Forest {

    private static final int PACKS = 20;

    /** A blob in the order of tables. */
    record Blob(FileId id, BlobKind kind) implements Comparable<Blob> {
        @Override
        public int compareTo(Blob other) {
            int order = id.compareTo(other.id);
            return order != 0 ? order : kind.compareTo(other.kind);
        }
    }

    /** Where a copy lies; the offset tells it from all others. */
    record Place(int pack, int offset) {}

    private final SplittableRandom random;
    private final List<FileId> packs = new ArrayList<>();
    private final NavigableMap<Blob, List<Place>> listed = new TreeMap<>();
    private final Map<Blob, List<Place>> unlisted = new LinkedHashMap<>();
    private final Map<FileId, NavigableSet<Blob>> trees = new LinkedHashMap<>();
    private final Set<Integer> damaged = new HashSet<>();
    private final Map<Integer, FileId> treeAt = new HashMap<>();
    private int nextOffset = 1;
    private int reads;

    Forest(SplittableRandom random) {
        this.random = random;
        for (int i = 0; i < PACKS; i++) {
            packs.add(id());
        }
        packs.sort(null);
    }

    private FileId id() {
        return new FileId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    List<FileId> packs() {
        return packs;
    }

    NavigableMap<Blob, List<Place>> listed() {
        return listed;
    }

    /** How many copies of trees were read since the last call. */
    synchronized int reads() {
        int count = reads;
        reads = 0;
        return count;
    }

    /** Some backups, some damage, some index files that come and go. */
    void change() {
        for (int i = random.nextInt(60); i > 0; i--) {
            backUp();
        }
        move(listed, unlisted, random.nextInt(3) == 0 ? 40 : 1);
        move(unlisted, listed, random.nextInt(3) == 0 ? 80 : 1);
        if (random.nextInt(4) == 0) {
            damaged.removeIf(place -> random.nextInt(2) == 0);
        }
    }

    private void backUp() {
        Blob data = new Blob(id(), BlobKind.DATA);
        // Data and a tree with the same id are two blobs.
        Blob tree = new Blob(random.nextInt(20) == 0 ? data.id() : id(), BlobKind.TREE);
        NavigableSet<Blob> children = new TreeSet<>();
        children.add(data);
        List<FileId> earlier = new ArrayList<>(trees.keySet());
        for (int i = random.nextInt(6); i > 0 && !earlier.isEmpty(); i--) {
            FileId other = earlier.get(earlier.size() - 1 - random.nextInt(Math.min(12, earlier.size())));
            children.add(new Blob(other, BlobKind.TREE));
            children.add(children(other).first());
        }
        trees.put(tree.id(), children);
        listed.put(data, places(data));
        listed.put(tree, places(tree));
    }

    private List<Place> places(Blob blob) {
        NavigableMap<Integer, Place> places = new TreeMap<>();
        for (int i = random.nextInt(4) == 0 ? 3 : 1; i > 0; i--) {
            int pack = random.nextInt(PACKS);
            int offset = nextOffset++;
            places.put(pack, new Place(pack, offset));
            if (blob.kind() == BlobKind.TREE) {
                treeAt.put(offset, blob.id());
                if (random.nextInt(8) == 0) {
                    damaged.add(offset);
                }
            }
        }
        return List.copyOf(places.values());
    }

    private void move(Map<Blob, List<Place>> from, Map<Blob, List<Place>> to, int most) {
        List<Blob> blobs = new ArrayList<>(from.keySet());
        for (int i = random.nextInt(most); i > 0 && !blobs.isEmpty(); i--) {
            Blob blob = blobs.remove(random.nextInt(blobs.size()));
            to.put(blob, from.remove(blob));
        }
    }

    /** What each listed tree contains that has a copy which is not damaged. */
    Map<Blob, NavigableSet<Blob>> readable() {
        Map<Blob, NavigableSet<Blob>> readable = new TreeMap<>();
        listed.forEach((blob, places) -> {
            if (blob.kind() == BlobKind.TREE && places.stream().anyMatch(place -> !damaged.contains(place.offset()))) {
                readable.put(blob, children(blob.id()));
            }
        });
        return readable;
    }

    private NavigableSet<Blob> children(FileId tree) {
        return Optional.ofNullable(trees.get(tree)).orElseThrow();
    }

    /** Reads trees; of damaged ones it tells half and things that are not true. */
    TreeSource source() {
        return new TreeSource() {
            @Override
            public void read(FileId pack, PackEntry tree, TreeVisitor visitor) throws IOException {
                tell(tree, visitor);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    private void tell(PackEntry tree, TreeVisitor visitor) throws IOException {
        synchronized (this) {
            reads++;
        }
        int offset = (int) tree.offset();
        if (!tree.id().equals(treeAt.get(offset))) {
            throw new IllegalStateException("tree " + tree.id() + " was looked for at the place of another");
        }
        boolean broken = damaged.contains(offset);
        for (Blob child : children(tree.id())) {
            if (child.kind() == BlobKind.TREE) {
                visitor.subtree(child.id());
            } else if (!broken) {
                visitor.data(child.id());
            }
        }
        if (broken) {
            visitor.subtree(tree.id());
            visitor.data(new FileId(offset, 0, 0, 0));
            visitor.flaw("not to be told");
            throw new IOException("damaged at " + offset);
        }
        if (offset % 10 == 0) {
            visitor.flaw("flaw");
        }
    }
}
