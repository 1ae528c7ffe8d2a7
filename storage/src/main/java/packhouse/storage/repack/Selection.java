package packhouse.storage.repack;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import packhouse.storage.upkeep.Amount;

/** Decides which packs are rewritten. Pure. One byte a pack. */
final class Selection {

    /** A pack with a smaller share of duplicates is read and written for less than a twentieth of its size. */
    private static final int FEW = 20;

    /** What frees less than this part of all is not worth the wear, and the reading of new index files by all clients. */
    private static final int LITTLE = 100;

    private final PackFacts facts;
    private final IntToLongFunction dropped;
    private final RepackOptions options;
    private final boolean compresses;
    private final byte[] reasons;

    /**
     * Nothing yet.
     *
     * @param dropped bytes of a pack that would go because better copies stay
     * @param version of the repository's format
     */
    Selection(PackFacts facts, IntToLongFunction dropped, RepackOptions options, int version) {
        this.facts = facts;
        this.dropped = dropped;
        this.options = options;
        this.compresses = version > 1;
        this.reasons = new byte[facts.count()];
    }

    /** Why the pack should be rewritten, whether or not it can: a set of {@link Reason#bit}. */
    private int wanted(int pack) {
        int wanted = 0;
        if (facts.isListed(pack)) {
            wanted |= options.smallPacks() && facts.isMixed(pack) ? Reason.MIXED.bit() : 0;
            wanted |= hasDuplicates(pack) && !hasFew(pack) ? Reason.DUPLICATES.bit() : 0;
            wanted |= compresses && options.uncompressed() && facts.hasPlain(pack) ? Reason.UNCOMPRESSED.bit() : 0;
            wanted |= compresses && options.recompress() && facts.hasCompressed(pack) ? Reason.RECOMPRESS.bit() : 0;
        }
        return wanted;
    }

    private boolean hasDuplicates(int pack) {
        return options.duplicates() && dropped.applyAsLong(pack) > 0;
    }

    private boolean hasFew(int pack) {
        return dropped.applyAsLong(pack) * FEW < facts.size(pack);
    }

    /** Chooses what should be rewritten and can be, by itself. */
    void propose() {
        for (int pack = 0; pack < reasons.length; pack++) {
            int wanted = wanted(pack);
            if (!facts.isHindered(pack)) {
                reasons[pack] = (byte) wanted;
                if (wanted == 0 && hasDuplicates(pack)) {
                    facts.hinder(pack, Hindrance.FEW_DUPLICATES);
                }
            }
        }
    }

    /** The packs that are chosen by now. */
    IntStream chosen() {
        return IntStream.range(0, reasons.length).filter(this::isChosen);
    }

    boolean isChosen(int pack) {
        return reasons[pack] != 0;
    }

    /** Those that compressing alone is to gain something from, and of which nobody knows whether it does. Trees always shrink. */
    IntStream doubtful() {
        int anew = Reason.UNCOMPRESSED.bit() | Reason.RECOMPRESS.bit();
        return chosen().filter(
                        pack -> (reasons[pack] & ~anew) == 0 && !facts.hasTrees(pack) && !options.incompressible());
    }

    /** Leaves alone what was chosen. */
    void leave(int pack, Hindrance why) {
        reasons[pack] = 0;
        facts.hinder(pack, why);
    }

    /** The packs that are small and not chosen. */
    IntStream small() {
        return IntStream.range(0, reasons.length)
                .filter(pack -> options.smallPacks() && !isChosen(pack) && isSmall(pack));
    }

    /** Two of more than half would not fit into one, so nothing is gained from them. */
    private boolean isSmall(int pack) {
        boolean free = !facts.isHindered(pack) || facts.hindrance(pack) == Hindrance.FEW_DUPLICATES;
        return free && facts.isListed(pack) && !facts.isMixed(pack) && 2 * facts.size(pack) < options.packSize();
    }

    /** Chooses small packs of each kind, if together with what is chosen already they fill a pack. */
    void mergeSmall() {
        for (boolean trees : new boolean[] {false, true}) {
            IntStream others = chosen().filter(pack -> facts.hasTrees(pack) == trees);
            long live = others.mapToLong(pack -> facts.size(pack) - dropped.applyAsLong(pack))
                    .sum();
            int[] small = small().filter(pack -> facts.hasTrees(pack) == trees).toArray();
            long bytes = IntStream.of(small).mapToLong(facts::size).sum();
            if (bytes + live >= options.packSize()) {
                IntStream.of(small).forEach(pack -> reasons[pack] = (byte) Reason.SMALL.bit());
            }
        }
    }

    /** Whether what is chosen is worth doing: if it frees a hundredth, or leaves fewer packs, or clients download fewer bytes. */
    boolean isWorthwhile(long freed) {
        long all = IntStream.range(0, reasons.length)
                .filter(facts::isListed)
                .mapToLong(facts::size)
                .sum();
        int tidy = Reason.MIXED.bit() | Reason.SMALL.bit();
        return options.incompressible()
                || freed * LITTLE >= all
                || chosen().anyMatch(pack -> (reasons[pack] & tidy) != 0
                        || (facts.hasTrees(pack) && (reasons[pack] & Reason.UNCOMPRESSED.bit()) != 0));
    }

    /** What of these packs is rewritten for which reason. */
    Map<Reason, Amount> reasons(BitSet packs) {
        Map<Reason, Amount> amounts = new EnumMap<>(Reason.class);
        packs.stream().forEach(pack -> {
            for (Reason reason : Reason.values()) {
                if ((reasons[pack] & reason.bit()) != 0) {
                    amounts.merge(reason, new Amount(1, facts.size(pack)), Amount::plus);
                }
            }
        });
        return amounts;
    }

    /** Packs that should be rewritten and are not, by why. */
    Map<Hindrance, BitSet> left() {
        Map<Hindrance, BitSet> left = new EnumMap<>(Hindrance.class);
        for (int pack = 0; pack < reasons.length; pack++) {
            boolean wanted = wanted(pack) != 0 || (facts.isListed(pack) && hasDuplicates(pack));
            if (wanted && !isChosen(pack) && facts.isHindered(pack)) {
                left.computeIfAbsent(facts.hindrance(pack), why -> new BitSet()).set(pack);
            }
        }
        return left;
    }
}
