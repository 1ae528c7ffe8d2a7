package packhouse.storage.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import packhouse.protocol.FileId;

/** All that an index file lists, in memory. */
final class IndexListing implements IndexVisitor {

    private final Map<FileId, List<PackEntry>> packs = new LinkedHashMap<>();
    private List<PackEntry> last = new ArrayList<>();

    @Override
    public void pack(FileId pack, boolean deleted) {
        last = new ArrayList<>();
        packs.put(pack, last);
    }

    @Override
    public void blob(BlobKind kind, FileId id, long offset, long length, long rawLength) {
        last.add(new PackEntry(kind, id, offset, length, rawLength));
    }

    Map<FileId, List<PackEntry>> packs() {
        return packs;
    }
}
