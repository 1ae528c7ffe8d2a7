package packhouse.storage.repack;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import packhouse.protocol.FileId;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.upkeep.Amount;

/**
 * What a repack will do, batch by batch, and what it comes to. Holds the catalog that it was made from, and so must be closed. Of packs
 * it keeps numbers only: ten bytes for each that is rewritten, and four for each that there is.
 */
public final class RepackPlan implements Closeable {

    private final int version;
    private final RepackOptions options;
    private final Catalog catalog;
    private final Order order;
    private final Homes homes;
    private final Totals totals;
    private final List<LeftAlone> leftAlone;

    /**
     * What a plan comes to.
     *
     * @param sources packs that are rewritten
     * @param read bytes that will be read
     * @param written bytes that will be written, as far as can be told before compressing
     * @param freed bytes that become free when what was replaced has rested, likewise
     * @param indexes index files that are replaced
     * @param reasons packs by the reason why they are rewritten; one can have several
     */
    public record Totals(
            Amount sources, long read, long written, long freed, int indexes, Map<Reason, Amount> reasons) {

        public Totals {
            reasons = Map.copyOf(reasons);
        }
    }

    RepackPlan(
            int version,
            RepackOptions options,
            Catalog catalog,
            Order order,
            Homes homes,
            Totals totals,
            List<LeftAlone> leftAlone) {
        this.version = version;
        this.options = options;
        this.catalog = catalog;
        this.order = order;
        this.homes = homes;
        this.totals = totals;
        this.leftAlone = List.copyOf(leftAlone);
    }

    /** The version of the repository's format. */
    public int version() {
        return version;
    }

    /** What was asked for. */
    public RepackOptions options() {
        return options;
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return batches() == 0;
    }

    /** How many batches there are. */
    public int batches() {
        return order.batches();
    }

    /** One of them. */
    public Batch batch(int number) throws IOException {
        List<FileId> sources = new ArrayList<>();
        List<FileId> indexes = new ArrayList<>();
        Order.Extent extent = order.batch(number);
        for (int place = extent.begin(); place < extent.end(); place++) {
            sources.add(catalog.packs().id(order.pack(place)));
        }
        for (int index : homes.of(order, number)) {
            indexes.add(catalog.indexes().id(index));
        }
        return new Batch(number, sources, indexes, extent.read(), extent.written());
    }

    /** What all of them come to. */
    public Totals totals() {
        return totals;
    }

    /** What is not rewritten although it could be, by why. */
    public List<LeftAlone> leftAlone() {
        return leftAlone;
    }

    Catalog catalog() {
        return catalog;
    }

    Order order() {
        return order;
    }

    Homes homes() {
        return homes;
    }

    @Override
    public void close() throws IOException {
        catalog.close();
    }
}
