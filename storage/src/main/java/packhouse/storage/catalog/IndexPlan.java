package packhouse.storage.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import packhouse.protocol.FileId;
import packhouse.protocol.FileInfo;

/**
 * What a catalog has to learn and to forget.
 *
 * @param fresh index files to be read
 * @param stays index files that were read already and are there still
 */
record IndexPlan(List<FileInfo> fresh, Set<FileId> stays) {

    /** Compares what was read with what is there. */
    static IndexPlan of(IndexList known, List<FileInfo> there) {
        List<FileInfo> fresh = new ArrayList<>();
        Set<FileId> stays = new HashSet<>();
        for (FileInfo file : there) {
            if (known.number(file.id()) < 0) {
                fresh.add(file);
            } else {
                stays.add(file.id());
            }
        }
        return new IndexPlan(fresh, stays);
    }

    /** Whether everything that was read is there, and nothing else. */
    boolean isCurrent(IndexList known) {
        return fresh.isEmpty() && stays.size() == known.count();
    }
}
