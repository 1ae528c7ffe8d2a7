package packhouse.storage.upkeep;

import java.util.Arrays;
import packhouse.storage.upkeep.DedupReport.Forecast;

/**
 * What {@code restic prune} would do with its default options. Pure.
 *
 * <p>Source: {@code decidePackAction} of restic 0.19; of what goes for lack of use it leaves up to five hundredths in the repository,
 * if getting rid of it means to rewrite packs.
 */
final class PruneForecast {

    /** The share of the repository that may stay unused: 5 of 100, told as a share of what is used. */
    private static final double TOLERATED = 5.0 / 95.0;

    /** Fewer small packs are not worth the trouble. */
    private static final int FEWEST_SMALL = 10;

    private static final int RATIO_BITS = 31;

    private static final int STEP_BITS = 16;
    private static final int STEPS = 1 << STEP_BITS;

    private final PackShapes packs;
    private final Selection selection;
    private final boolean compresses;
    private final long limit;
    private Amount removed = Amount.NONE;
    private Amount repacked = Amount.NONE;
    private long written;
    private long left;

    private PruneForecast(PackShapes packs, Selection selection, boolean compresses) {
        this.packs = packs;
        this.selection = selection;
        this.compresses = compresses;
        this.limit = packs.smallLimit();
        this.left = selection.droppedBytes();
    }

    /**
     * Looks ahead.
     *
     * @param selection what prune needs no longer
     * @param usedBytes of the copies it keeps
     * @param orphans files that no index lists
     * @param version of the repository
     * @param possible whether all that it needs is there
     */
    static Forecast of(
            PackShapes packs, Selection selection, long usedBytes, Amount orphans, int version, boolean possible) {
        PruneForecast forecast = new PruneForecast(packs, selection, version > 1);
        forecast.removeUseless();
        forecast.repackWhatMust();
        forecast.repackUntil((long) (TOLERATED * usedBytes));
        long freed = selection.droppedBytes() - forecast.left + orphans.bytes();
        return new Forecast(forecast.removed.plus(orphans), forecast.repacked, forecast.written, freed, possible);
    }

    private void removeUseless() {
        for (int pack = 0; pack < packs.count(); pack++) {
            if (packs.isListed(pack) && !selection.keeps(pack)) {
                left -= selection.dropped(pack);
                removed = packs.isStored(pack) ? removed.plus(new Amount(1, packs.size(pack))) : removed;
            }
        }
    }

    /** Trees, mixed packs and small ones go first, however little they free. */
    private void repackWhatMust() {
        boolean manySmall = small() >= FEWEST_SMALL;
        for (int pack = 0; pack < packs.count(); pack++) {
            if (isCandidate(pack) ? !mayWait(pack) : manySmall && isSmall(pack)) {
                repack(pack);
            }
        }
    }

    private long small() {
        long small = 0;
        for (int pack = 0; pack < packs.count(); pack++) {
            small += isSmall(pack) ? 1 : 0;
        }
        return small;
    }

    /** Whether nothing but its size speaks against it. */
    private boolean isSmall(int pack) {
        return selection.keeps(pack) && !isCandidate(pack) && packs.size(pack) < limit;
    }

    private boolean isCandidate(int pack) {
        return selection.keeps(pack) && (selection.dropped(pack) > 0 || packs.isMixed(pack) || mustCompress(pack));
    }

    private boolean mustCompress(int pack) {
        return compresses && packs.isTree(pack) && packs.hasPlain(pack);
    }

    private boolean mayWait(int pack) {
        return packs.isData(pack) && packs.size(pack) >= limit;
    }

    /**
     * Large packs of data, those with most waste first, until little enough is left. Where that is, is found in steps of the ratio, and only
     * the packs of the last step are sorted: all of six million would be 50 MB.
     */
    private void repackUntil(long tolerated) {
        long[] waste = wasteByStep();
        int last = STEPS - 1;
        for (long after = left; last >= 0 && after - waste[last] >= tolerated; last--) {
            after -= waste[last];
        }
        long[] order = repackAbove(last);
        for (int i = 0; i < order.length && left >= tolerated; i++) {
            repack((int) ~order[i]);
        }
    }

    private boolean isWaiting(int pack) {
        return isCandidate(pack) && mayWait(pack);
    }

    private long[] wasteByStep() {
        long[] waste = new long[STEPS];
        for (int pack = 0; pack < packs.count(); pack++) {
            if (isWaiting(pack)) {
                waste[step(pack)] += selection.dropped(pack);
            }
        }
        return waste;
    }

    /** Gives the packs of the step itself in their order. */
    private long[] repackAbove(int step) {
        int count = 0;
        for (int pack = 0; pack < packs.count(); pack++) {
            if (isWaiting(pack) && step(pack) > step) {
                repack(pack);
            } else if (isWaiting(pack) && step(pack) == step) {
                count++;
            }
        }
        long[] order = new long[count];
        for (int pack = 0, next = 0; next < count; pack++) {
            if (isWaiting(pack) && step(pack) == step) {
                order[next++] = ~((wasteRatio(pack) << Integer.SIZE) | pack);
            }
        }
        Arrays.sort(order);
        return order;
    }

    private int step(int pack) {
        return (int) Math.min(STEPS - 1, wasteRatio(pack) >> (RATIO_BITS - STEP_BITS));
    }

    /** In 2^31ths; packs that differ by less than one are as good as each other. */
    private long wasteRatio(int pack) {
        return (long) ((double) selection.dropped(pack) / packs.size(pack) * (1L << RATIO_BITS));
    }

    private void repack(int pack) {
        repacked = repacked.plus(new Amount(1, packs.size(pack)));
        written += packs.size(pack) - selection.dropped(pack);
        left -= selection.dropped(pack);
    }
}
