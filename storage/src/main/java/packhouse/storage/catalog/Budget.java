package packhouse.storage.catalog;

/**
 * What making a catalog may take.
 *
 * @param threads that read at once
 * @param sorting bytes of memory for sorting, of all threads together
 */
record Budget(int threads, long sorting) {

    /**
     * With the 30 MiB of numbers that 6 million packs need, and what the JVM takes for itself, this stays below 320 MiB for a hundred million
     * blobs. More would only make runs longer, which nobody notices.
     */
    static final long SORTING = 64 << 20;

    /** Bytes for the blobs of one thread. */
    long blobs() {
        return sorting / threads;
    }

    /** Bytes for the packs of one thread: they are a sixteenth of the blobs, and used at the same time. */
    long listings() {
        return sorting / threads / 8;
    }
}
