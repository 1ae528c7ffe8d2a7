package packhouse.storage.store.local;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import packhouse.protocol.FileId;

/**
 * Files that have taken their place but are not yet durable: shown to nobody, lest somebody builds on a file that a power cut
 * takes away. As many as there are uploads between their rename and the end of their force.
 *
 * <p>Each is held by the upload that placed it. A file may be deleted and placed again while the first upload still waits
 * for its force (restic does so when it loses an answer); the end of that force must not show the second copy.
 */
final class Settling {

    private final Map<FileId, Object> owners = new ConcurrentHashMap<>();

    /** From now on the file is {@code owner}'s, and hidden. */
    void add(FileId id, Object owner) {
        owners.put(id, owner);
    }

    /** The file is shown, unless somebody else has placed it again since. */
    void remove(FileId id, Object owner) {
        owners.remove(id, owner);
    }

    /** The file is shown, whoever placed it: what is there was found to be durable. */
    void remove(FileId id) {
        owners.remove(id);
    }

    boolean contains(FileId id) {
        return owners.containsKey(id);
    }

    /** Those at this moment. */
    Set<FileId> ids() {
        return owners.keySet();
    }
}
