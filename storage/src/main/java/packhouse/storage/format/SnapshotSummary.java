package packhouse.storage.format;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What a client counted while it made a snapshot, from restic 0.17 on. Numbers are 0 if they are missing.
 *
 * @param backupStart by the client's clock
 * @param backupEnd by the client's clock
 * @param dataBlobs new ones
 * @param treeBlobs new ones
 * @param dataAdded bytes of new blobs, as plaintext
 * @param dataAddedPacked bytes of new blobs, as stored
 * @param totalBytesProcessed bytes of all files
 */
public record SnapshotSummary(
        Optional<OffsetDateTime> backupStart,
        Optional<OffsetDateTime> backupEnd,
        long filesNew,
        long filesChanged,
        long filesUnmodified,
        long dirsNew,
        long dirsChanged,
        long dirsUnmodified,
        long dataBlobs,
        long treeBlobs,
        long dataAdded,
        long dataAddedPacked,
        long totalFilesProcessed,
        long totalBytesProcessed) {

    static SnapshotSummary of(JsonDocument document) throws IOException {
        JsonFields fields = new JsonFields(document);
        return new SnapshotSummary(
                fields.time("backup_start"),
                fields.time("backup_end"),
                fields.number("files_new"),
                fields.number("files_changed"),
                fields.number("files_unmodified"),
                fields.number("dirs_new"),
                fields.number("dirs_changed"),
                fields.number("dirs_unmodified"),
                fields.number("data_blobs"),
                fields.number("tree_blobs"),
                fields.number("data_added"),
                fields.number("data_added_packed"),
                fields.number("total_files_processed"),
                fields.number("total_bytes_processed"));
    }
}
