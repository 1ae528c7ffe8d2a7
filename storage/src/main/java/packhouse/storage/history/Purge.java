package packhouse.storage.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.NoSpaceException;

/**
 * Destroys files of the trash: nothing else in packhouse destroys a stored file, locks excepted. The record comes first, so that the
 * log never promises what is gone; a file that a crash saved after its record rests anew.
 */
final class Purge {

    private final Disk disk;
    private final Chest chest;

    Purge(Disk disk, Chest chest) {
        this.disk = disk;
        this.chest = chest;
    }

    /** Destroys these files, whose time somebody else has decided. */
    void destroy(Collection<Resting> files, Gone.Why why) throws IOException {
        Map<Long, List<Resting>> commits = new TreeMap<>();
        files.forEach(file ->
                commits.computeIfAbsent(file.commit(), key -> new ArrayList<>()).add(file));
        for (Map.Entry<Long, List<Resting>> commit : commits.entrySet()) {
            List<Resting> all = commit.getValue();
            for (int at = 0; at < all.size(); at += Entry.MAX_FILES) {
                destroy(commit.getKey(), all.subList(at, Math.min(all.size(), at + Entry.MAX_FILES)), why);
            }
            chest.trash().tidy(commit.getKey());
        }
    }

    private void destroy(long commit, List<Resting> files, Gone.Why why) throws IOException {
        Gone gone = new Gone(
                commit,
                chest.clock().instant(),
                why,
                files.stream().map(Resting::name).toList());
        boolean recorded = record(gone);
        for (Resting file : files) {
            disk.delete(chest.trash().file(commit, file.name()));
        }
        if (!recorded) {
            chest.log().append(gone);
        }
    }

    /** On a disk without a single free block the log has to wait: what is destroyed makes room for its record. */
    private boolean record(Gone gone) throws IOException {
        try {
            chest.log().append(gone);
            return true;
        } catch (NoSpaceException e) {
            return false;
        }
    }
}
