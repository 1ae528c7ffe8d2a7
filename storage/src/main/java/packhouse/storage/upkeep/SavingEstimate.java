package packhouse.storage.upkeep;

import packhouse.storage.upkeep.DedupReport.Saving;

/**
 * What a treatment saves on many items, told from a random sample, with its error. Items are drawn by the root of their size: large ones
 * count more and cost more, and this is where the error is smallest for what is spent.
 *
 * <p>With x the size of an item and y what is saved on it, the estimate is r times the size of all items with r = sum(y/w) / sum(x/w)
 * and w = sqrt(x), and the variance of r is n/(n-1) sum((y/w - r x/w)²) / sum(x/w)²: the ratio estimator for unequal
 * probabilities. A sample of everything is no estimate: r = sum(y) / sum(x), without error. Source: Cochran, Sampling
 * Techniques, 3rd edition, chapters 6 and 9A.
 */
final class SavingEstimate {

    /** Two-sided 95 % point of the normal distribution. */
    private static final double NORMAL_95 = 1.96;

    private final Amount all;
    private long count;
    private long saved;
    private double sumX;
    private double sumY;
    private double sumXx;
    private double sumXy;
    private double sumYy;

    /** An estimate for items of so many, and so many bytes. */
    SavingEstimate(Amount all) {
        this.all = all;
    }

    /** The weight by which an item of this size must be drawn. */
    static double weight(long size) {
        return Math.sqrt((double) size);
    }

    /** One item of the sample: its size and what is saved on it, which may be negative. */
    void add(long size, long bytes) {
        double x = size / weight(size);
        double y = bytes / weight(size);
        count++;
        saved += bytes;
        sumX += x;
        sumY += y;
        sumXx += x * x;
        sumXy += x * y;
        sumYy += y * y;
    }

    /** The estimate. Of items without a sample nothing is known: the error is as large as they are. */
    Saving saving() {
        if (count >= all.count()) {
            return new Saving(saved, 0);
        }
        double error = count < 2 ? 1 : Math.min(1, Math.sqrt(variance()) * quantile());
        return new Saving(Math.round(ratio() * all.bytes()), Math.round(error * all.bytes()));
    }

    private double ratio() {
        return sumX == 0 ? 0 : sumY / sumX;
    }

    private double variance() {
        double ratio = ratio();
        double squares = Math.max(0, sumYy - 2 * ratio * sumXy + ratio * ratio * sumXx);
        return squares * count / (count - 1) / (sumX * sumX);
    }

    /** Student's 95 % point by the first terms of its expansion in 1/(n-1): 2.26 for 10 items, as in the tables. */
    private double quantile() {
        double degrees = count - 1.0;
        return NORMAL_95 * (1 + 1.21 / degrees + 1.4 / (degrees * degrees));
    }

    /** Two savings that come together, and whose errors know nothing of each other. */
    static Saving sum(Saving one, Saving other) {
        double error = Math.hypot((double) one.error(), (double) other.error());
        return new Saving(one.bytes() + other.bytes(), Math.round(error));
    }
}
