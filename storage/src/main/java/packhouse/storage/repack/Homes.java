package packhouse.storage.repack;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.IndexList;
import packhouse.storage.catalog.ListingCursor;
import packhouse.storage.store.Store;

/**
 * The index files that list each pack, by their places in the catalog. Four bytes a pack, and more only for those that several list, which
 * only a rewriting that was cut off leaves.
 */
final class Homes {

    private static final int NONE = -1;

    private final int[] first;
    private final Map<Integer, int[]> further = new HashMap<>();
    private final BitSet marked = new BitSet();
    private final int[] ranks;

    private Homes(int packs, int... ranks) {
        this.first = new int[packs];
        this.ranks = ranks;
        Arrays.fill(first, NONE);
    }

    /** Reads all of it. */
    static Homes of(Catalog catalog, Store store) throws IOException {
        Homes homes = new Homes(catalog.packs().count(), ranks(catalog.indexes(), store));
        try (ListingCursor listings = catalog.listings()) {
            while (listings.next()) {
                homes.add(listings.pack(), listings.index(), listings.isMarked());
            }
        }
        return homes;
    }

    /** The place of each index file in the order in which they came: packs of one backup have neighbours. */
    private static int[] ranks(IndexList indexes, Store store) throws IOException {
        List<Instant> arrivals = new ArrayList<>();
        for (int i = 0; i < indexes.count(); i++) {
            arrivals.add(
                    store.arrived(FileName.of(FileType.INDEX, indexes.id(i))).orElse(Instant.MAX));
        }
        List<Integer> sorted = IntStream.range(0, indexes.count())
                .boxed()
                .sorted(Comparator.comparing(arrivals::get))
                .toList();
        int[] ranks = new int[indexes.count()];
        for (int rank = 0; rank < ranks.length; rank++) {
            ranks[sorted.get(rank)] = rank;
        }
        return ranks;
    }

    private void add(int pack, int index, boolean isMark) {
        if (isMark) {
            marked.set(pack);
        } else if (first[pack] == NONE) {
            first[pack] = index;
        } else {
            int[] more = further.getOrDefault(pack, new int[0]);
            int[] longer = Arrays.copyOf(more, more.length + 1);
            longer[more.length] = index;
            further.put(pack, longer);
        }
    }

    /** Whether an index file marks the pack to be deleted, whatever others say. */
    boolean isMarked(int pack) {
        return marked.get(pack);
    }

    /** The index files that list a pack with its blobs. */
    IntStream of(int pack) {
        IntStream one = first[pack] == NONE ? IntStream.empty() : IntStream.of(first[pack]);
        int[] more = further.get(pack);
        return more == null ? one : IntStream.concat(one, IntStream.of(more));
    }

    /** The place of the pack's index file in the order in which they came. */
    int rank(int pack) {
        return first[pack] == NONE ? 0 : ranks[first[pack]];
    }

    /** The index files that list the packs of a batch. */
    NavigableSet<Integer> of(Order order, int batch) {
        NavigableSet<Integer> indexes = new TreeSet<>();
        for (int place = order.batch(batch).begin(); place < order.batch(batch).end(); place++) {
            of(order.pack(place)).forEach(indexes::add);
        }
        return indexes;
    }
}
