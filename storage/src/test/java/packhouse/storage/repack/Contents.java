package packhouse.storage.repack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.format.BlobCodec;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackHeader;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Uploads;

/** What a repository holds, found out without a catalog. */
final class Contents {

    private final Unlocked unlocked;

    Contents(Unlocked unlocked) {
        this.unlocked = unlocked;
    }

    /** How a blob is called here: by kind and id. */
    static String key(PackEntry entry) {
        return entry.kind() + " " + entry.id();
    }

    /** What the index lists: each blob by kind and id, and its places. */
    Map<String, List<Copy>> index() throws IOException {
        Map<String, List<Copy>> blobs = new TreeMap<>();
        for (FileId index : files(FileType.INDEX)) {
            new IndexDocuments(unlocked).read(index, (pack, entries, marked) -> {
                for (PackEntry entry : entries) {
                    List<Copy> copies = blobs.computeIfAbsent(key(entry), key -> new ArrayList<>());
                    Copy copy = new Copy(pack, entry);
                    if (!marked && !copies.contains(copy)) {
                        copies.add(copy);
                    }
                }
            });
        }
        blobs.values().removeIf(List::isEmpty);
        return blobs;
    }

    /** Blobs of which the index lists a sound copy. */
    Set<String> readable() throws IOException {
        Set<String> readable = new TreeSet<>();
        for (Map.Entry<String, List<Copy>> blob : index().entrySet()) {
            for (Copy copy : blob.getValue()) {
                if (isSound(copy)) {
                    readable.add(blob.getKey());
                }
            }
        }
        return readable;
    }

    /** Whether a copy is there and is what it is called. */
    boolean isSound(Copy copy) throws IOException {
        try {
            read(copy);
            return true;
        } catch (IOException e) {
            // Another copy may do.
            return false;
        }
    }

    /** Reads a blob, whose hash is its id. */
    void read(Copy copy) throws IOException {
        try (StoreSource file = open(copy.pack());
                BlobCodec codec = new BlobCodec(unlocked.key())) {
            codec.verify(file, copy.entry());
        }
    }

    List<FileId> files(FileType type) throws IOException {
        return Uploads.listed(unlocked.store(), type);
    }

    /** What the header of a pack lists. */
    List<PackEntry> header(FileId pack) throws IOException {
        try (StoreSource file = open(pack)) {
            return PackHeader.read(file, unlocked.key());
        }
    }

    private StoreSource open(FileId pack) throws IOException {
        return StoreSource.open(unlocked.store(), FileName.of(FileType.DATA, pack))
                .orElseThrow(() -> new IOException("pack " + pack + " is not there"));
    }
}
