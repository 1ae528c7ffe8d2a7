package packhouse.storage.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import packhouse.protocol.FileId;

/** One blob's line of an index while it is read; the same object reads all of them. The grammar stands in {@link IndexFile}. */
final class IndexBlob {

    private static final long MAX_U32 = 0xffff_ffffL;
    private static final long UNSET = -1;
    private static final int LONGEST_TYPE = 8;
    private static final byte[] DATA = BlobKind.DATA.word().getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TREE = BlobKind.TREE.word().getBytes(StandardCharsets.US_ASCII);
    private static final JsonNames NAMES = new JsonNames("id", "type", "offset", "length", "uncompressed_length");

    private final JsonReader json;
    private final boolean compression;
    private final JsonText type = new JsonText(LONGEST_TYPE);

    private @Nullable BlobKind kind;
    private @Nullable FileId id;
    private long offset;
    private long length;
    private long rawLength;

    IndexBlob(JsonReader json, boolean compression) {
        this.json = json;
        this.compression = compression;
    }

    /** Reads the next one and hands it over. */
    void read(IndexVisitor visitor) throws IOException {
        kind = null;
        id = null;
        offset = UNSET;
        length = UNSET;
        rawLength = 0;
        json.beginObject();
        while (json.nextMember(NAMES)) {
            member();
        }
        if (kind == null || id == null || offset == UNSET || length == UNSET) {
            throw json.wrong("a blob without id, type, offset or length");
        }
        check();
        visitor.blob(kind, id, offset, length, rawLength);
    }

    private void member() throws IOException {
        switch (json.name()) {
            case "id" -> id = json.id();
            case "type" -> kind = kind();
            case "offset" -> offset = json.number(MAX_U32);
            case "length" -> length = json.number(MAX_U32);
            case "uncompressed_length" -> rawLength = json.number(MAX_U32);
            default -> json.skip();
        }
    }

    private BlobKind kind() throws IOException {
        json.text(type);
        if (type.is(DATA)) {
            return BlobKind.DATA;
        }
        if (type.is(TREE)) {
            return BlobKind.TREE;
        }
        throw json.wrong("a blob of unknown type \"" + type + '"');
    }

    private void check() throws FormatException {
        if (length < PackEntry.OVERHEAD) {
            throw json.wrong("a blob of " + length + " bytes, fewer than its sealing needs: " + id);
        }
        if (offset + length > MAX_U32) {
            throw json.wrong("a blob that ends beyond 4 GiB in its pack: " + id);
        }
        if (rawLength != 0 && !compression) {
            throw json.wrong("a compressed blob in a repository of version 1: " + id);
        }
    }
}
