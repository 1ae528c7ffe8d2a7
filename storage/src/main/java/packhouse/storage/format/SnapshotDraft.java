package packhouse.storage.format;

import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.List;
import packhouse.protocol.FileId;

/**
 * A snapshot that is about to be written, made of nothing or of another one. Members that are not changed are written as they were
 * read, byte for byte, also those that nobody here knows (rustic's label, description, delete...). The grammar stands in
 * {@link SnapshotFile}. To replace a snapshot means to write the new one, and to delete the old one after that.
 */
public final class SnapshotDraft {

    private JsonDocument document;

    private SnapshotDraft(JsonDocument document) {
        this.document = document;
    }

    /** A new snapshot. */
    public SnapshotDraft(OffsetDateTime time, FileId tree, List<String> paths) {
        this(new JsonDocument("a new snapshot", List.of()));
        time(time).tree(tree);
        set("paths", new GoJson().strings(paths));
    }

    /**
     * Begins with what a snapshot says now.
     *
     * @param json the unsealed document, 16 MiB at most; it stays open
     * @param file what errors call it
     * @throws FormatException if it is no snapshot
     */
    public static SnapshotDraft of(InputStream json, String file) throws IOException {
        JsonDocument document = JsonDocument.read(json, file);
        SnapshotFile.of(document);
        return new SnapshotDraft(document);
    }

    /** When the backup was made. */
    public SnapshotDraft time(OffsetDateTime time) {
        return set("time", new GoJson().time(time));
    }

    /** The root tree. */
    public SnapshotDraft tree(FileId tree) {
        return set("tree", new GoJson().id(tree));
    }

    /** The machine that was backed up. */
    public SnapshotDraft hostname(String hostname) {
        return hostname.isEmpty() ? unset("hostname") : set("hostname", new GoJson().string(hostname));
    }

    /** Who made the backup. */
    public SnapshotDraft username(String username) {
        return username.isEmpty() ? unset("username") : set("username", new GoJson().string(username));
    }

    /** All tags; none takes the member away. */
    public SnapshotDraft tags(List<String> tags) {
        return tags.isEmpty() ? unset("tags") : set("tags", new GoJson().strings(tags));
    }

    /** The snapshot that this one replaces, by restic's rules for the command that does it. */
    public SnapshotDraft original(FileId replaced) {
        return set("original", new GoJson().id(replaced));
    }

    /** The program that wrote it, {@code packhouse 0.1.0}. */
    public SnapshotDraft programVersion(String program) {
        return set("program_version", new GoJson().string(program));
    }

    private SnapshotDraft set(String name, GoJson value) {
        document = document.with(name, value);
        return this;
    }

    private SnapshotDraft unset(String name) {
        document = document.without(name);
        return this;
    }

    /** The document, to be sealed. */
    public byte[] toJson() {
        return document.toJson();
    }
}
