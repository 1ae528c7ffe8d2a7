package packhouse.storage.catalog;

import java.util.concurrent.CancellationException;

/** What long work tells about itself while it goes on, and how it learns that nobody wants it any more. Safe for many threads. */
public interface Progress {

    /** Tells nobody and never ends the work. */
    Progress NONE = new Progress() {
        @Override
        public void begin(Phase phase, long items, long bytes) {}

        @Override
        public void advance(long items, long bytes) {}
    };

    /** The parts of long work, in words for people. */
    enum Phase {
        /** Index files are read. */
        INDEX("reading index files", "index files"),
        /** Tables are sorted and merged. */
        SORT("sorting", "blobs"),
        /** Trees are read. */
        TREES("reading trees", "trees"),
        /** Blobs and their copies are counted. */
        COUNT("counting blobs", "blobs"),
        /** What snapshots need is marked. */
        MARK("marking what snapshots need", "trees"),
        /** Packs are compared with the index. */
        PACKS("looking at packs", "packs"),
        /** Packs are read as a whole. */
        DATA("reading packs", "packs"),
        /** Some blobs are compressed to see what it saves. */
        SAMPLE("compressing samples", "blobs"),
        /** Packs are rewritten. */
        REPACK("rewriting packs", "packs");

        private final String words;
        private final String unit;

        Phase(String words, String unit) {
            this.words = words;
            this.unit = unit;
        }

        /** What goes on. */
        public String words() {
            return words;
        }

        /** What is counted. */
        public String unit() {
            return unit;
        }
    }

    /**
     * The next part begins.
     *
     * @param items how many there are to do, -1 if nobody knows
     * @param bytes how many there are to read, 0 if bytes are not what takes the time
     */
    void begin(Phase phase, long items, long bytes);

    /**
     * So much more of this part is done.
     *
     * @throws CancellationException if the work should end; whoever works cleans up and lets it pass
     */
    void advance(long items, long bytes);
}
