package packhouse.storage.repack;

import java.util.ArrayList;
import java.util.List;
import packhouse.storage.format.PackEntry;

/** Cuts packs in their order into batches. Pure. */
final class Batches {

    /**
     * What a batch may hold. Two are there at a time, one that is rewritten and one that becomes real.
     *
     * @param sources packs of which anything is carried on
     * @param bytes that are carried on
     * @param packs all of them: each is an open file
     * @param blobs of all packs: some 200 bytes of memory for each while the batch is done
     */
    record Limits(int sources, long bytes, int packs, int blobs) {
        static final Limits USUAL = new Limits(Batch.MAX_SOURCES, Batch.MAX_BYTES, 128, 100_000);
    }

    private final PackFacts facts;
    private final Carriage carriage;
    private final double ratio;
    private final Limits limits;
    private final List<Order.Extent> batches = new ArrayList<>();
    private int begin;
    private long carried;
    private long blobs;
    private int carrying;
    private long read;
    private long written;

    private Batches(PackFacts facts, Carriage carriage, double ratio, Limits limits) {
        this.facts = facts;
        this.carriage = carriage;
        this.ratio = ratio;
        this.limits = limits;
    }

    /**
     * The batches of these packs.
     *
     * @param ratio of plain blobs after and before compressing
     */
    static List<Order.Extent> cut(PackFacts facts, Carriage carriage, double ratio, Limits limits, int... order) {
        Batches batches = new Batches(facts, carriage, ratio, limits);
        for (int place = 0; place < order.length; place++) {
            batches.add(place, order[place]);
        }
        batches.end(order.length);
        return batches.batches;
    }

    private void add(int place, int pack) {
        carrying += carriage.carried(place) > 0 ? 1 : 0;
        boolean full = carrying > limits.sources()
                || place - begin == limits.packs()
                || carried + carriage.carried(place) > limits.bytes()
                || blobs + facts.entries(pack) > limits.blobs();
        if (full) {
            end(place);
            carrying = carriage.carried(place) > 0 ? 1 : 0;
        }
        carried += carriage.carried(place);
        blobs += facts.entries(pack);
        read += carriage.carried(place) + carriage.compared(place);
        long plain = carriage.plain(place);
        written += carriage.carried(place)
                - plain
                + Math.round(plain * ratio)
                + (long) carriage.blobs(place) * PackEntry.COMPRESSED_ENTRY;
    }

    private void end(int place) {
        if (place > begin) {
            batches.add(new Order.Extent(begin, place, read, written));
        }
        begin = place;
        carried = 0;
        blobs = 0;
        carrying = 0;
        read = 0;
        written = 0;
    }
}
