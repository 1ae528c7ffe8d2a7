package packhouse.storage.upkeep;

import java.util.ArrayList;
import java.util.List;
import packhouse.storage.catalog.BlobCursor;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PackEntry;

/** A random sample of the copies that are stored plain. */
final class Sample {

    /** Files differ more than trees do, and are most of the bytes. */
    private static final int DATA_BLOBS = 256;

    private static final int TREES = 32;

    private final TrialMemory memory;
    private final WeightedSample<Copy> data = new WeightedSample<>(DATA_BLOBS);
    private final WeightedSample<Copy> trees = new WeightedSample<>(TREES);

    /** One copy: its lot, its pack by number, and where it lies in it. */
    record Copy(long lot, int pack, PackEntry entry) {}

    Sample(TrialMemory memory) {
        this.memory = memory;
    }

    /** Takes a look at the copies of one blob. */
    void look(BlobCursor blob) {
        for (int i = 0; i < blob.copies(); i++) {
            if (blob.rawLength(i) == 0) {
                int copy = i;
                WeightedSample<Copy> sample = blob.kind() == BlobKind.DATA ? data : trees;
                long lot = memory.lot(blob.id(), blob.offset(i));
                sample.offer(
                        SavingEstimate.weight(blob.length(i)),
                        lot,
                        () -> new Copy(
                                lot,
                                blob.pack(copy),
                                new PackEntry(blob.kind(), blob.id(), blob.offset(copy), blob.length(copy), 0)));
            }
        }
    }

    /** What to try, trees first, each kind in the order in which it was drawn. */
    List<Trial> trials() {
        List<Trial> trials = new ArrayList<>(Trial.plan(trees.drawn()));
        trials.addAll(Trial.plan(data.drawn()));
        return trials;
    }
}
