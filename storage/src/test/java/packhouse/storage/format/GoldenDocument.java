package packhouse.storage.format;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import packhouse.protocol.FileId;
import packhouse.storage.Golden;

/** A JSON document of a golden repository, unsealed. */
final class GoldenDocument {

    private static final int MOST = 16 << 20;

    /** The trees that the index lists, as if they were files in a folder. */
    static final String TREES = "trees";

    private final String file;
    private final int version;
    private final byte[] json;

    private GoldenDocument(String file, int version, byte[] json) {
        this.file = file;
        this.version = version;
        this.json = json;
    }

    /** The documents of one kind. */
    static List<GoldenDocument> of(Golden golden, String folder) throws IOException {
        return folder.equals(TREES) ? trees(golden) : sealed(golden, folder);
    }

    private static List<GoldenDocument> sealed(Golden golden, String folder) throws IOException {
        int version = golden.expected().get("version").intValue();
        RepositoryKey key = GoldenKeys.of(golden);
        List<GoldenDocument> documents = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : golden.files(folder).entrySet()) {
            Source source = Source.of(folder + '/' + file.getKey(), file.getValue());
            try (InputStream json = Envelope.open(source, key, version, MOST)) {
                documents.add(new GoldenDocument(file.getKey(), version, json.readAllBytes()));
            }
        }
        return documents;
    }

    private static List<GoldenDocument> trees(Golden golden) throws IOException {
        RepositoryKey key = GoldenKeys.of(golden);
        Map<String, byte[]> packs = golden.files("data");
        Map<FileId, GoldenDocument> trees = new LinkedHashMap<>();
        for (GoldenDocument index : sealed(golden, "index")) {
            for (Map.Entry<FileId, List<PackEntry>> pack : index.packs().entrySet()) {
                for (PackEntry entry : pack.getValue()) {
                    if (entry.kind() == BlobKind.TREE) {
                        byte[] bytes =
                                Objects.requireNonNull(packs.get(pack.getKey().toString()));
                        byte[] json = blob(bytes, entry, key);
                        trees.put(entry.id(), new GoldenDocument(entry.id().toString(), index.version, json));
                    }
                }
            }
        }
        return List.copyOf(trees.values());
    }

    private static byte[] blob(byte[] pack, PackEntry entry, RepositoryKey key) throws IOException {
        byte[] plain = key.open(Source.of("pack", pack), entry.offset(), (int) entry.length());
        return entry.isCompressed() ? Zstd.decompress(plain, (int) entry.rawLength()) : plain;
    }

    /** Its name: 64 digits. */
    String file() {
        return file;
    }

    /** Of the repository. */
    int version() {
        return version;
    }

    byte[] json() {
        return json;
    }

    InputStream stream() {
        return new ByteArrayInputStream(json);
    }

    /** What an index file lists. */
    Map<FileId, List<PackEntry>> packs() throws IOException {
        IndexListing listing = new IndexListing();
        IndexFile.read(stream(), file, version, listing);
        return listing.packs();
    }
}
