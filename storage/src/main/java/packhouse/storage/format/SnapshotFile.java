package packhouse.storage.format;

import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;

/**
 * What a backup saw and where its root tree is. The document, unsealed:
 *
 * <pre>
 * snapshot = { "time": time, "parent": id, "tree": id, "paths": strings, "hostname": string, "username": string, "uid": u32,
 *              "gid": u32, "excludes": strings, "tags": strings, "original": id, "program_version": string, "summary": object,
 *              other... }
 * time     = RFC 3339 with up to nine digits of a fraction and the client's offset; strings = [ string... ]
 * </pre>
 *
 * <p>Only time and tree must be there. {@code program_version} is there from 0.16 on, {@code summary} ({@link SnapshotSummary}) from
 * 0.17 on, the others if they are not empty. Unknown members are passed over here; {@link SnapshotDraft} writes a snapshot anew and
 * keeps them. The id of a snapshot is the name of its file.
 *
 * @param time of the backup, or what its command said it was
 * @param parent what the client compared files with; it may be gone
 * @param tree the root
 * @param paths absolute, as the command gave them
 * @param hostname empty if there is none
 * @param username empty if there is none
 * @param original the first of the snapshots that this one was rewritten from
 * @param programVersion {@code restic 0.19.1}, empty if there is none
 */
public record SnapshotFile(
        OffsetDateTime time,
        Optional<FileId> parent,
        FileId tree,
        List<String> paths,
        String hostname,
        String username,
        List<String> tags,
        Optional<FileId> original,
        String programVersion,
        Optional<SnapshotSummary> summary) {

    /** The lists are not changed any more. */
    public SnapshotFile {
        paths = List.copyOf(paths);
        tags = List.copyOf(tags);
    }

    /**
     * Reads a snapshot.
     *
     * @param json the unsealed document, 16 MiB at most; it stays open
     * @param file what errors call it
     */
    public static SnapshotFile parse(InputStream json, String file) throws IOException {
        return of(JsonDocument.read(json, file));
    }

    static SnapshotFile of(JsonDocument document) throws IOException {
        JsonFields fields = new JsonFields(document);
        Optional<JsonDocument> counted = document.child("summary");
        return new SnapshotFile(
                fields.time("time").orElseThrow(() -> fields.wrong("a snapshot without time")),
                fields.id("parent"),
                fields.id("tree").orElseThrow(() -> fields.wrong("a snapshot without tree")),
                fields.texts("paths"),
                fields.text("hostname"),
                fields.text("username"),
                fields.texts("tags"),
                fields.id("original"),
                fields.text("program_version"),
                counted.isEmpty() ? Optional.empty() : Optional.of(SnapshotSummary.of(counted.get())));
    }
}
