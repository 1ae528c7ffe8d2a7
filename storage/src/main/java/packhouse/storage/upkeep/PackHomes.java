package packhouse.storage.upkeep;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.IndexList;
import packhouse.storage.catalog.ListingCursor;
import packhouse.storage.store.Store;

/**
 * The index file that each pack belongs to. Of several that list it, it is the one that arrived first: the others are from a rewriting.
 * Index files are numbered by their arrival. Two bytes a pack.
 */
final class PackHomes {

    /** As many as a {@code char} can tell apart: index files of three thousand million blobs. Further ones seem to be the last of these. */
    private static final int MOST = Character.MAX_VALUE;

    private final char[] homes;
    private final List<Optional<Instant>> arrivals;

    private PackHomes(char[] homes, List<Optional<Instant>> arrivals) {
        this.homes = homes;
        this.arrivals = arrivals;
    }

    /** Finds the home of each pack in the catalog. */
    static PackHomes of(Catalog catalog, Store store) throws IOException {
        IndexList indexes = catalog.indexes();
        List<Optional<Instant>> found = new ArrayList<>(indexes.count());
        for (int i = 0; i < indexes.count(); i++) {
            found.add(store.arrived(FileName.of(FileType.INDEX, indexes.id(i))));
        }
        List<Integer> order = IntStream.range(0, indexes.count())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> found.get(i).orElse(Instant.MAX)))
                .toList();
        int[] numbers = new int[indexes.count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[order.get(i)] = Math.min(i, MOST);
        }
        return new PackHomes(
                homes(catalog, numbers), order.stream().map(found::get).toList());
    }

    private static char[] homes(Catalog catalog, int... numbers) throws IOException {
        char[] homes = new char[catalog.packs().count()];
        Arrays.fill(homes, Character.MAX_VALUE);
        try (ListingCursor listings = catalog.listings()) {
            while (listings.next()) {
                if (!listings.isMarked()) {
                    homes[listings.pack()] = (char) Math.min(homes[listings.pack()], numbers[listings.index()]);
                }
            }
        }
        return homes;
    }

    /** The number of the index file that a pack with blobs belongs to. */
    int of(int pack) {
        return homes[pack];
    }

    /** How many index files there are. */
    int count() {
        return arrivals.size();
    }

    /** When the index file of this number arrived, empty if the store does not tell. */
    Optional<Instant> arrived(int home) {
        return arrivals.get(home);
    }
}
