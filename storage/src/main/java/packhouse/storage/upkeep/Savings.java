package packhouse.storage.upkeep;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import packhouse.storage.format.Compression;
import packhouse.storage.upkeep.DedupReport.Saving;

/**
 * What the levels of compression save on items of one kind. The costlier a trial, the fewer items it is made on, and what is estimated is
 * what it adds to a cheaper one, because that differs less from item to item: whole items to pieces of them, and the costly levels to
 * the usual one. Source: double sampling, Cochran, Sampling Techniques, 3rd edition, chapter 12.
 */
final class Savings {

    private final SavingEstimate glimpse;
    private final SavingEstimate fastestThanGlimpse;
    private final SavingEstimate autoThanGlimpse;
    private final SavingEstimate betterThanAuto;
    private final SavingEstimate maxThanAuto;

    /** For items of so many, and so many bytes. */
    Savings(Amount all) {
        glimpse = new SavingEstimate(all);
        fastestThanGlimpse = new SavingEstimate(all);
        autoThanGlimpse = new SavingEstimate(all);
        betterThanAuto = new SavingEstimate(all);
        maxThanAuto = new SavingEstimate(all);
    }

    /**
     * One item of the sample.
     *
     * @param glimpsed what would be saved on it if all of it were like the pieces that were looked at
     * @param saved by each level that was tried on the whole of it
     */
    void add(long size, long glimpsed, Map<Compression, Long> saved) {
        glimpse.add(size, glimpsed);
        long byAuto = saved.getOrDefault(Compression.AUTO, 0L);
        add(fastestThanGlimpse, size, saved.get(Compression.FASTEST), glimpsed);
        add(autoThanGlimpse, size, saved.get(Compression.AUTO), glimpsed);
        add(betterThanAuto, size, saved.get(Compression.BETTER), byAuto);
        add(maxThanAuto, size, saved.get(Compression.MAX), byAuto);
    }

    private static void add(SavingEstimate estimate, long size, @Nullable Long saved, long base) {
        if (saved != null) {
            estimate.add(size, saved - base);
        }
    }

    /** What a level saves on all items. */
    Saving at(Compression level) {
        return switch (level) {
            case OFF -> new Saving(0, 0);
            case FASTEST -> SavingEstimate.sum(glimpse.saving(), fastestThanGlimpse.saving());
            case AUTO -> SavingEstimate.sum(glimpse.saving(), autoThanGlimpse.saving());
            case BETTER -> SavingEstimate.sum(at(Compression.AUTO), betterThanAuto.saving());
            case MAX -> SavingEstimate.sum(at(Compression.AUTO), maxThanAuto.saving());
        };
    }
}
