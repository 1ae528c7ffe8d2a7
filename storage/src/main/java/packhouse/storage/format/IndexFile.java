package packhouse.storage.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import packhouse.protocol.FileId;

/**
 * Which blobs lie in which packs. The document, unsealed:
 *
 * <pre>
 * index  = { "packs": packs, "packs_to_delete": packs, "supersedes": any, other... }
 * packs  = [ { "id": id, "blobs": blobs, other... }... ] | null
 * blobs  = [ { "id": id, "type": "data" | "tree", "offset": u32, "length": u32, "uncompressed_length": u32 }... ] | null
 * id     = 64 lower-case hexadecimal digits
 * u32    = a number below 4 GiB; length is at least 32, for so much is sealing; offset + length is below it too
 * </pre>
 *
 * <p>{@code uncompressed_length} stands there for compressed blobs only, hence never in a repository of version 1.
 * {@code packs_to_delete} is rustic's: packs that will be deleted soon, and do not exist for restic. {@code supersedes} was written
 * up to 0.16 and means nothing to any client from 0.14 on. Members come in any order, and unknown ones are passed over.
 */
public final class IndexFile {

    /** A pack cannot have more blobs: its header has at most 16 MiB, and at least 37 bytes for each. */
    private static final int MAX_BLOBS = (16 << 20) / PackEntry.PLAIN_ENTRY;

    private static final JsonNames INDEX = new JsonNames("packs", "packs_to_delete");
    private static final JsonNames PACK = new JsonNames("id", "blobs");

    private final JsonReader json;
    private final IndexVisitor visitor;
    private final IndexBlob blob;

    private IndexFile(JsonReader json, boolean compression, IndexVisitor visitor) {
        this.json = json;
        this.visitor = visitor;
        this.blob = new IndexBlob(json, compression);
    }

    /**
     * Reads an index file to its end and tells the visitor. Memory does not grow with its length, but for one pack whose blobs stand before its id.
     *
     * @param json the unsealed document; it stays open
     * @param file what errors call it
     * @param repositoryVersion 1 or 2
     * @throws FormatException if it does not follow the grammar; what the visitor heard is void then
     */
    public static void read(InputStream json, String file, int repositoryVersion, IndexVisitor visitor)
            throws IOException {
        JsonReader reader = new JsonReader(json, file);
        if (reader.peek() == '[') {
            throw new FormatException.TooOld(file, -1, "an index that is a list, of before restic 0.2");
        }
        new IndexFile(reader, repositoryVersion > 1, visitor).index();
    }

    private void index() throws IOException {
        json.beginObject();
        while (json.nextMember(INDEX)) {
            switch (json.name()) {
                case "packs" -> packs(false);
                case "packs_to_delete" -> packs(true);
                default -> json.skip();
            }
        }
        json.end();
    }

    private void packs(boolean deleted) throws IOException {
        if (json.tryNull()) {
            return;
        }
        json.beginArray();
        while (json.nextElement()) {
            pack(deleted);
        }
    }

    private void pack(boolean deleted) throws IOException {
        FileId pack = null;
        boolean listed = false;
        List<PackEntry> early = new ArrayList<>(0);
        json.beginObject();
        while (json.nextMember(PACK)) {
            switch (json.name()) {
                case "id" -> pack = begin(pack, deleted, early);
                case "blobs" -> {
                    if (listed) {
                        throw json.wrong("a pack with two lists of blobs");
                    }
                    listed = true;
                    blobs(pack == null ? new Keeper(early) : visitor);
                }
                default -> json.skip();
            }
        }
        if (pack == null) {
            throw json.wrong("a pack without id");
        }
    }

    private FileId begin(@Nullable FileId already, boolean deleted, List<PackEntry> early) throws IOException {
        if (already != null) {
            throw json.wrong("a pack with two ids, the first is " + already);
        }
        FileId pack = json.id();
        visitor.pack(pack, deleted);
        early.forEach(e -> visitor.blob(e.kind(), e.id(), e.offset(), e.length(), e.rawLength()));
        return pack;
    }

    private void blobs(IndexVisitor target) throws IOException {
        if (json.tryNull()) {
            return;
        }
        json.beginArray();
        for (int count = 1; json.nextElement(); count++) {
            if (count > MAX_BLOBS) {
                throw json.wrong("more than " + MAX_BLOBS + " blobs in one pack");
            }
            blob.read(target);
        }
    }

    /** Keeps the blobs of a pack whose id is still to come, as it is where members are sorted by name. */
    private record Keeper(List<PackEntry> early) implements IndexVisitor {

        @Override
        public void pack(FileId pack, boolean deleted) {
            throw new IllegalStateException("a pack within a pack");
        }

        @Override
        public void blob(BlobKind kind, FileId id, long offset, long length, long rawLength) {
            early.add(new PackEntry(kind, id, offset, length, rawLength));
        }
    }
}
