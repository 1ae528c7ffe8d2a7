package packhouse.storage.repack;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import packhouse.protocol.FileId;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Progress;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.FileList;
import packhouse.storage.upkeep.Amount;

/** Makes the plan of a repack: gathers facts, lets others decide, and sums up. Used once. */
final class Planning {

    /** Packs that are sampled only to tell how much compressing will save. */
    private static final int SOME = 16;

    private static final int RANK_SHIFT = Integer.SIZE;
    private static final long DATA = 1L << 62;

    private final Unlocked repository;
    private final Catalog catalog;
    private final RepackOptions options;
    private final Place place;
    private final Progress progress;
    private final Homes homes;
    private final PackFacts facts;
    private final Redundancy redundancy;
    private final Selection selection;
    private double ratio = 1;

    /** With a catalog that is current. It stays open. */
    Planning(Unlocked repository, Catalog catalog, RepackOptions options, Place place, Progress progress)
            throws IOException {
        this.repository = repository;
        this.catalog = catalog;
        this.options = options;
        this.place = place;
        this.progress = progress;
        this.homes = Homes.of(catalog, repository.store());
        FileList stored = repository.store().list(FileType.DATA).orElseThrow(NoRepositoryException::new);
        this.facts = Survey.of(catalog, homes, stored, progress);
        this.redundancy = Redundancy.of(catalog, facts, homes::rank, progress);
        this.selection = new Selection(facts, redundancy::dropped, options, repository.version());
    }

    /** The plan, whose packs are all left alone if an index file cannot be read. */
    RepackPlan plan(
            boolean isIndexDamaged,
            Presence presence,
            InstantSource clock,
            Remembered remembered,
            Batches.Limits limits)
            throws IOException {
        if (isIndexDamaged) {
            IntStream.range(0, facts.count()).forEach(pack -> facts.hinder(pack, Hindrance.UNREADABLE_INDEX));
        }
        selection.propose();
        leaveYoung(new Survey.Arrivals(
                catalog.packs(), repository.store(), clock.instant(), options.minAge(), presence.oldest()));
        leaveHopeless(remembered);
        selection.mergeSmall();
        int[] order = order();
        Carriage carriage = Carriage.of(catalog, facts, order, progress);
        List<Order.Extent> batches = Batches.cut(facts, carriage, ratio, limits, order);
        long size = IntStream.of(order).mapToLong(facts::size).sum();
        long written = batches.stream().mapToLong(Order.Extent::written).sum();
        if (!selection.isWorthwhile(size - written)) {
            IntStream.of(order).forEach(pack -> selection.leave(pack, Hindrance.LITTLE));
            order = new int[0];
            batches = List.of();
        }
        return plan(new Order(facts.count(), order, withinLimit(batches, order)));
    }

    private void leaveYoung(Survey.Arrivals arrivals) throws IOException {
        for (int pack : IntStream.concat(selection.chosen(), selection.small()).toArray()) {
            Optional<Hindrance> young = arrivals.hindrance(pack);
            if (young.isPresent()) {
                selection.leave(pack, young.get());
            }
        }
    }

    /** Leaves alone what compressing alone would rewrite for hardly anything, and learns how much it saves where it saves something. */
    private void leaveHopeless(Remembered remembered) throws IOException {
        NavigableSet<FileId> known = remembered.read();
        List<Integer> unknown = new ArrayList<>();
        for (int pack : selection.doubtful().toArray()) {
            if (known.contains(catalog.packs().id(pack)) && !options.recompress()) {
                selection.leave(pack, Hindrance.INCOMPRESSIBLE);
            } else {
                unknown.add(pack);
            }
        }
        boolean decides = !unknown.isEmpty();
        int[] packs = (decides ? unknown.stream().mapToInt(Integer::intValue) : some()).toArray();
        PackSampler sampler =
                new PackSampler(repository, catalog.packs(), place, options.compression(), options.recompress());
        boolean[] hopeless = sampler.findHopeless(packs, progress);
        ratio = sampler.ratio();
        boolean learned = false;
        for (int i = 0; decides && i < packs.length; i++) {
            if (hopeless[i]) {
                selection.leave(packs[i], Hindrance.INCOMPRESSIBLE);
                learned |= !options.recompress() && known.add(catalog.packs().id(packs[i]));
            }
        }
        if (learned) {
            remembered.write(existing(known));
        }
    }

    private IntStream some() {
        int[] plain = repository.version() < 2
                ? new int[0]
                : selection.chosen().filter(facts::hasPlain).toArray();
        int step = Math.max(1, plain.length / SOME);
        return IntStream.range(0, plain.length).filter(i -> i % step == 0).map(i -> plain[i]);
    }

    private NavigableSet<FileId> existing(NavigableSet<FileId> known) throws IOException {
        NavigableSet<FileId> existing = new TreeSet<>();
        for (FileId id : known) {
            if (catalog.packs().number(id) >= 0) {
                existing.add(id);
            }
        }
        return existing;
    }

    /** Trees first, for every client reads them; then by index file, so that a batch replaces few of them. */
    private int[] order() {
        return selection
                .chosen()
                .mapToLong(pack -> (facts.hasTrees(pack) ? 0 : DATA) | (long) homes.rank(pack) << RANK_SHIFT | pack)
                .sorted()
                .mapToInt(key -> (int) key)
                .toArray();
    }

    private List<Order.Extent> withinLimit(List<Order.Extent> batches, int... order) {
        long read = 0;
        List<Order.Extent> within = new ArrayList<>();
        for (Order.Extent batch : batches) {
            if (options.maxBytes() == 0 || read < options.maxBytes()) {
                within.add(batch);
            } else {
                IntStream.range(batch.begin(), batch.end()).forEach(at -> selection.leave(order[at], Hindrance.LIMIT));
            }
            read += batch.read();
        }
        return within;
    }

    private RepackPlan plan(Order order) throws IOException {
        BitSet packs = new BitSet();
        BitSet indexes = new BitSet();
        for (int batch = 0; batch < order.batches(); batch++) {
            Order.Extent extent = order.batch(batch);
            for (int at = extent.begin(); at < extent.end(); at++) {
                packs.set(order.pack(at));
            }
            homes.of(order, batch).forEach(indexes::set);
        }
        long size = packs.stream().mapToLong(facts::size).sum();
        long written = sum(order, Order.Extent::written);
        RepackPlan.Totals totals = new RepackPlan.Totals(
                new Amount(packs.cardinality(), size),
                sum(order, Order.Extent::read),
                written,
                size - written,
                indexes.cardinality(),
                selection.reasons(packs));
        return new RepackPlan(repository.version(), options, catalog, order, homes, totals, leftAlone());
    }

    private static long sum(Order order, ToLongFunction<Order.Extent> what) {
        return IntStream.range(0, order.batches())
                .mapToLong(batch -> what.applyAsLong(order.batch(batch)))
                .sum();
    }

    private List<LeftAlone> leftAlone() throws IOException {
        List<LeftAlone> all = new ArrayList<>();
        for (Map.Entry<Hindrance, BitSet> left : selection.left().entrySet()) {
            BitSet packs = left.getValue();
            List<FileId> some = new ArrayList<>();
            for (int pack : packs.stream().limit(LeftAlone.MOST).toArray()) {
                some.add(catalog.packs().id(pack));
            }
            long bytes = packs.stream().mapToLong(facts::size).sum();
            all.add(new LeftAlone(left.getKey().words(), new Amount(packs.cardinality(), bytes), some));
        }
        return all;
    }
}
