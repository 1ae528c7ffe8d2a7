package packhouse.storage.upkeep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import packhouse.protocol.FileId;
import packhouse.protocol.FileInfo;
import packhouse.storage.store.FileList;
import packhouse.storage.store.FileSet;

/** Goes through the pack files that were there at one moment, in the order of their names. Used by one thread. */
public final class StoredPacks {

    private final List<FileSet> parts;
    private int part;
    private int position = -1;

    /** Goes through this list. */
    public StoredPacks(FileList list) {
        List<FileSet> sorted = new ArrayList<>(list.parts());
        sorted.removeIf(each -> each.count() == 0);
        sorted.sort(Comparator.comparing((FileSet each) -> each.id(0)));
        this.parts = isOrdered(sorted) ? sorted : List.of(merged(sorted));
    }

    /** A store in folders has a range of names in each; nothing says that all stores are like that. */
    private static boolean isOrdered(List<FileSet> sorted) {
        for (int i = 1; i < sorted.size(); i++) {
            FileSet before = sorted.get(i - 1);
            if (before.id(before.count() - 1).compareTo(sorted.get(i).id(0)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static FileSet merged(List<FileSet> parts) {
        List<FileInfo> all = new ArrayList<>();
        for (FileSet each : parts) {
            for (int i = 0; i < each.count(); i++) {
                all.add(new FileInfo(each.id(i), each.size(i)));
            }
        }
        return FileSet.of(all);
    }

    /** Goes to the next one, the first one at first; false if there is none left. */
    public boolean next() {
        position++;
        if (part < parts.size() && position == parts.get(part).count()) {
            part++;
            position = 0;
        }
        return part < parts.size();
    }

    /** Its name. */
    public FileId id() {
        return parts.get(part).id(position);
    }

    /** Its size in bytes. */
    public long size() {
        return parts.get(part).size(position);
    }
}
