package packhouse.storage.upkeep;

import java.io.IOException;
import packhouse.storage.catalog.BlobCursor;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Progress;
import packhouse.storage.format.BlobKind;

/**
 * Goes through all blobs once, and once more if any has several copies. Counts, chooses what would stay, and draws a sample of what is
 * not compressed. Memory: 30 bytes a pack, and the bits of what is needed.
 */
final class DedupScan {

    /** Blobs between two reports. */
    private static final int REPORT = 1 << 16;

    private final Catalog catalog;
    private final Needs needs;
    private final Progress progress;
    private final Tally tally = new Tally();
    private final CopyChoice choice;
    private final Sample sample;
    private final Places places = new Places();
    private long blind;

    DedupScan(Catalog catalog, Needs needs, PackHomes homes, TrialMemory memory, Progress progress) {
        this.catalog = catalog;
        this.needs = needs;
        this.progress = progress;
        this.choice = new CopyChoice(catalog.packs().count(), homes::of);
        this.sample = new Sample(memory);
    }

    /**
     * Does it.
     *
     * @param origins is told of every blob with several copies, and of the roots of snapshots
     */
    void run(OriginTally origins) throws IOException {
        progress.begin(Progress.Phase.COUNT, catalog.blobCount(), 0);
        try (BlobCursor blobs = catalog.blobs()) {
            while (blobs.next()) {
                look(blobs, origins);
                report(blobs);
            }
        }
        if (tally.repeated() == 0) {
            return;
        }
        progress.begin(Progress.Phase.COUNT, catalog.blobCount(), 0);
        try (BlobCursor blobs = catalog.blobs()) {
            while (blobs.next()) {
                if (blobs.copies() > 1) {
                    fill(blobs);
                    choice.choose(places);
                }
                report(blobs);
            }
        }
    }

    private void report(BlobCursor blobs) {
        if ((blobs.ordinal() + 1) % REPORT == 0) {
            progress.advance(REPORT, 0);
        }
    }

    private void look(BlobCursor blobs, OriginTally origins) {
        fill(blobs);
        tally.add(places);
        choice.look(places);
        sample.look(blobs);
        origins.look(blobs.ordinal(), places);
        blind += needs.isBlind(blobs.ordinal()) && blobs.kind() == BlobKind.TREE ? 1 : 0;
    }

    private void fill(BlobCursor blobs) {
        places.begin(blobs.kind(), needs.isNeeded(blobs.ordinal()));
        for (int i = 0; i < blobs.copies(); i++) {
            places.add(blobs.pack(i), blobs.length(i), blobs.rawLength(i));
        }
    }

    /** What was counted. */
    Tally tally() {
        return tally;
    }

    /** What would stay. */
    CopyChoice choice() {
        return choice;
    }

    /** What may be compressed to see what it saves. */
    Sample sample() {
        return sample;
    }

    /** How many trees are needed and could not be read. */
    long blind() {
        return blind;
    }
}
