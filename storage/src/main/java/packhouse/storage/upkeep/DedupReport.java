package packhouse.storage.upkeep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;

/**
 * What a repository holds more than once, uncompressed or for nothing. Numbers only; nothing was changed to get them. Bytes are
 * those of sealed blobs as stored, without pack headers, unless a name says otherwise.
 *
 * <p>A <em>blob</em> is a plaintext of a kind and counts once; a <em>copy</em> is one place where an index says that it lies.
 *
 * @param version of the repository's format, 1 or 2
 * @param duplicate blobs with more than one copy
 * @param usage in restic's words
 * @param mixed blobs with a plain and a compressed copy
 * @param snapshots snapshot files that were taken into account
 * @param repack what a repack would do: merge, deduplicate, compress
 * @param prune what {@code restic prune} would do with its default options
 * @param gaps what could not be read, so that the numbers may be wrong: unused blobs may in truth be in use. At most
 *     {@link #MAX_GAPS}
 */
public record DedupReport(
        int version,
        Blobs blobs,
        Duplicate duplicate,
        Usage usage,
        Uncompressed uncompressed,
        Amount mixed,
        Packs packs,
        Index index,
        long snapshots,
        Forecast repack,
        Forecast prune,
        List<String> gaps) {

    /** More sentences about what could not be read help nobody: {@code check} tells them all. */
    public static final int MAX_GAPS = 100;

    /** Backups that {@link Duplicate#origins} names at most. */
    public static final int MAX_ORIGINS = 100;

    /** Packs that {@link Duplicate#worst} names at most. */
    public static final int MAX_WORST = 20;

    public DedupReport {
        gaps = List.copyOf(gaps);
    }

    /**
     * Indexed blobs, each once.
     *
     * @param copies of all of them
     */
    public record Blobs(long data, long tree, Amount copies) {
        /** Of both kinds. */
        public long total() {
            return data + tree;
        }
    }

    /**
     * Blobs with more than one copy, whether or not any snapshot needs them.
     *
     * @param blobs how many
     * @param copies beyond the first of each
     * @param bytes of all copies but the shortest of each
     * @param origins who uploaded them, most bytes first, at most {@link #MAX_ORIGINS}
     * @param worst packs with most bytes in copies that could go, most first, at most {@link #MAX_WORST}
     */
    public record Duplicate(long blobs, long copies, long bytes, List<Origin> origins, List<WorstPack> worst) {
        public Duplicate {
            origins = List.copyOf(origins);
            worst = List.copyOf(worst);
        }
    }

    /**
     * Who uploaded copies of what lies elsewhere too. A pack tells nobody's name; the index file that lists it does if it also
     * lists the root of a snapshot, for a backup writes its own index files. One without a root is taken to be part of a
     * backup that had begun when the file arrived, and of which the snapshot arrived later.
     *
     * @param snapshots the backups that may have done it, one if it is known, none if no snapshot of them is left
     * @param hosts where these backups were made
     * @param arrived when the last of the index files did, empty if the store does not tell
     * @param copies in their packs, of blobs that have more than one
     */
    public record Origin(List<FileId> snapshots, List<String> hosts, Optional<Instant> arrived, Amount copies) {
        public Origin {
            snapshots = List.copyOf(snapshots);
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * A pack with copies of what lies elsewhere too.
     *
     * @param size of the file in bytes
     * @param copies that could go, because a copy that is as short stays elsewhere
     */
    public record WorstPack(FileId pack, long size, Amount copies) {}

    /**
     * Copies by need, as {@code restic prune --verbose} counts them.
     *
     * @param used the shortest copy of each blob that a snapshot needs
     * @param usedPlainBytes what {@code used} weighs when it is opened
     * @param duplicate the other copies of those blobs
     * @param unused all copies of blobs that no snapshot needs
     * @param unreferencedPackBytes files that no index lists
     */
    public record Usage(
            Amount used, long usedPlainBytes, Amount duplicate, Amount unused, long unreferencedPackBytes) {}

    /**
     * Copies that are stored plain.
     *
     * @param expectedSaving what compressing them would save, empty if there are none or samples could not be read
     */
    public record Uncompressed(Amount data, Amount tree, Optional<ExpectedSaving> expectedSaving) {
        /** Of both kinds. */
        public Amount total() {
            return data.plus(tree);
        }
    }

    /**
     * What compression would save, from a random sample.
     *
     * @param sampled how many blobs were compressed, and how many of their bytes
     */
    public record ExpectedSaving(Saving fastest, Saving auto, Saving better, Saving max, Amount sampled) {}

    /**
     * An estimate.
     *
     * @param bytes expected to be saved; negative if the blobs would grow
     * @param error half the width of the interval that holds the true value in 95 of 100 samples, in bytes
     */
    public record Saving(long bytes, long error) {}

    /**
     * Packs.
     *
     * @param stored files
     * @param indexed packs that an index lists
     * @param missing indexed, but not stored
     * @param unindexed stored, but not indexed
     * @param inSeveralIndexes listed by more than one index file
     * @param data indexed packs with data blobs only
     * @param tree indexed packs with tree blobs only
     * @param mixed indexed packs with both
     * @param fullyUsed indexed packs whose every blob a snapshot needs, copies included
     * @param partlyUsed neither that nor {@code unused}
     * @param unused indexed packs with nothing that a snapshot needs
     * @param withUncompressed indexed packs with a plain copy
     * @param small indexed packs below {@code smallLimit}
     * @param smallLimit size below which restic's prune takes a pack for small, in bytes
     */
    public record Packs(
            Amount stored,
            long indexed,
            long missing,
            long unindexed,
            long inSeveralIndexes,
            long data,
            long tree,
            long mixed,
            long fullyUsed,
            long partlyUsed,
            long unused,
            long withUncompressed,
            long small,
            long smallLimit) {
        /** Stored packs. */
        public long total() {
            return stored.count();
        }
    }

    /**
     * Index files.
     *
     * @param files how many
     * @param mergeable how many of them would vanish if those that are not full were merged
     */
    public record Index(long files, long mergeable) {}

    /**
     * What a maintenance run would do, before any compression.
     *
     * @param removed packs that would go as they are, and the size of these files
     * @param repacked packs that would be read and go, and the size of these files
     * @param writtenBytes at most, of blobs that would be written anew
     * @param freedBytes of blobs and of files that no index lists, headers of packs not counted
     * @param possible false if the run would refuse, because something is missing or damaged
     */
    public record Forecast(Amount removed, Amount repacked, long writtenBytes, long freedBytes, boolean possible) {}
}
