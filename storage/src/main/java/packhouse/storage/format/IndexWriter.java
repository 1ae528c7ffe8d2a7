package packhouse.storage.format;

import java.io.IOException;
import java.util.List;
import packhouse.protocol.FileId;

/**
 * Writes which blobs lie in which packs, byte for byte as restic 0.17 and later do: a line feed at the end, {@code
 * uncompressed_length} only where it is not 0, no {@code supersedes}. The grammar stands in {@link IndexFile}. A pack never lies in
 * two files, because clients take that for damage.
 */
public final class IndexWriter {

    /** Blobs in a file, unless one pack has more: where clients end a file too. About 7 MiB of JSON. */
    public static final int MAX_BLOBS = 50_000;

    /** Takes finished files. */
    @FunctionalInterface
    public interface Sink {

        /** The document of one index file, to be sealed and stored. */
        void file(byte[] json) throws IOException;
    }

    private final Sink sink;
    private GoJson json = new GoJson();
    private int packs;
    private int blobs;

    /** Hands files to {@code sink} as they become full. */
    public IndexWriter(Sink sink) {
        this.sink = sink;
    }

    /** Adds a pack with all its blobs, after it was stored. */
    public void pack(FileId pack, List<PackEntry> entries) throws IOException {
        if (packs > 0 && blobs + entries.size() > MAX_BLOBS) {
            end();
        }
        json.raw(packs == 0 ? "{\"packs\":[" : ",").raw("{\"id\":").id(pack).raw(",\"blobs\":[");
        String comma = "";
        for (PackEntry entry : entries) {
            json.raw(comma);
            blob(entry);
            comma = ",";
        }
        json.raw("]}");
        packs++;
        blobs += entries.size();
    }

    private void blob(PackEntry entry) {
        json.raw("{\"id\":").id(entry.id()).raw(",\"type\":\"").raw(entry.kind().word());
        json.raw("\",\"offset\":").number(entry.offset());
        json.raw(",\"length\":").number(entry.length());
        if (entry.isCompressed()) {
            json.raw(",\"uncompressed_length\":").number(entry.rawLength());
        }
        json.raw("}");
    }

    /** Hands over the last file; none if no pack was added since the one before. */
    public void end() throws IOException {
        if (packs == 0) {
            return;
        }
        byte[] file = json.raw("]}\n").toBytes();
        json = new GoJson();
        packs = 0;
        blobs = 0;
        sink.file(file);
    }
}
