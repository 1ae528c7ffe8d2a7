package packhouse.protocol.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a repository holds more than once, uncompressed or for nothing. A blob is a plaintext of a kind, and a copy one place where
 * it lies; bytes are those of copies as stored, unless the name says otherwise.
 *
 * @param repository its path as in its URL
 * @param version of the repository's format
 * @param blobs indexed blobs, each once
 * @param duplicate blobs with more than one copy
 * @param usage the figures of {@code restic prune --verbose}
 * @param uncompressed copies that are stored plain
 * @param mixed blobs with a plain and a compressed copy
 * @param unused blobs that no snapshot needs
 * @param packs pack files
 * @param index index files
 * @param snapshots snapshot files that were taken into account
 * @param repack what merging, deduplicating and compressing would free
 * @param prune what {@code restic prune} would free with its default options
 * @param gaps what could not be read, so that the numbers may be wrong
 */
public record DedupView(
        String repository,
        int version,
        Blobs blobs,
        Duplicate duplicate,
        Usage usage,
        Uncompressed uncompressed,
        Blobbed mixed,
        Blobbed unused,
        Packs packs,
        Index index,
        long snapshots,
        Forecast repack,
        Forecast prune,
        List<String> gaps)
        implements Message {

    public DedupView {
        gaps = List.copyOf(gaps);
    }

    @Override
    public String messageType() {
        return "summary";
    }

    /** How many of something, and what they weigh. */
    public record Amount(long count, long bytes) {}

    /** How many blobs, and what their copies weigh. */
    public record Blobbed(long blobs, long bytes) {}

    /** Blobs, each counted once. */
    public record Blobs(long total, long data, long tree, Amount copies) {}

    /**
     * Blobs with more than one copy.
     *
     * @param copies beyond the first of each
     * @param bytes of the copies beyond the shortest of each
     * @param origins who uploaded them, most bytes first
     * @param worstPacks packs with most bytes of copies that could go, most first
     */
    public record Duplicate(long blobs, long copies, long bytes, List<Origin> origins, List<WorstPack> worstPacks) {
        public Duplicate {
            origins = List.copyOf(origins);
            worstPacks = List.copyOf(worstPacks);
        }
    }

    /**
     * Who uploaded copies of what lies elsewhere too, as far as index files and the times of snapshots tell.
     *
     * @param snapshots the backups that may have done it: one if it is known, none if no snapshot of them is left
     * @param hosts of these backups
     * @param arrivedAt when the last of their index files did, empty if nobody knows
     * @param copies in their packs, of blobs that have more than one
     */
    public record Origin(
            List<String> snapshots, List<String> hosts, Optional<Instant> arrivedAt, long copies, long bytes) {
        public Origin {
            snapshots = List.copyOf(snapshots);
            hosts = List.copyOf(hosts);
        }
    }

    /** A pack of {@code size} bytes with copies that could go, because one that is as short stays elsewhere. */
    public record WorstPack(String pack, long size, long copies, long bytes) {}

    /** Copies by need. */
    public record Usage(Used used, Amount duplicate, Amount unused, long unreferencedPackBytes) {}

    /**
     * The shortest copy of each blob that a snapshot needs.
     *
     * @param plainBytes what they weigh when they are opened
     */
    public record Used(long count, long bytes, long plainBytes) {}

    /**
     * Copies that are stored plain.
     *
     * @param expectedSaving empty if there are none, or samples could not be read
     */
    public record Uncompressed(
            long blobs, long bytes, Blobbed data, Blobbed tree, Optional<ExpectedSaving> expectedSaving) {}

    /** What compression at each level would save, from {@code sampled} random blobs. */
    public record ExpectedSaving(Saving fastest, Saving auto, Saving better, Saving max, Blobbed sampled) {}

    /** An estimate: with a probability of 95 % the truth lies within {@code error} bytes of {@code bytes}. */
    public record Saving(long bytes, long error) {}

    /**
     * Pack files. All but the first four count indexed packs.
     *
     * @param total stored ones
     * @param bytes of the stored ones
     * @param unindexed stored, but in no index
     * @param missing indexed, but not stored
     * @param small shorter than {@code smallLimit} bytes, where restic's prune calls a pack small
     */
    public record Packs(
            long total,
            long bytes,
            long unindexed,
            long missing,
            long indexed,
            long inSeveralIndexes,
            long data,
            long tree,
            long mixed,
            long fullyUsed,
            long partlyUsed,
            long unused,
            long withUncompressed,
            long small,
            long smallLimit) {}

    /**
     * Index files.
     *
     * @param mergeable how many of them would vanish if those that are not full were merged
     */
    public record Index(long files, long mergeable) {}

    /**
     * What a run would do, before any compression.
     *
     * @param removed packs that would go as they are
     * @param repacked packs that would be read, written anew in part, and go
     * @param writtenBytes at most, of blobs that would be written anew
     * @param freedBytes of blobs and of files that no index lists, headers of packs not counted
     * @param possible false if the run would refuse, because something is missing
     */
    public record Forecast(Amount removed, Amount repacked, long writtenBytes, long freedBytes, boolean possible) {}
}
