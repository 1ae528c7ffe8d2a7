package packhouse.storage.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Disk;
import packhouse.storage.store.Store;

/** Takes dead locks out of the store, as a commit of its own. */
final class Retirement {

    private final Store store;
    private final Disk disk;
    private final Chest chest;

    Retirement(Store store, Disk disk, Chest chest) {
        this.store = store;
        this.disk = disk;
        this.chest = chest;
    }

    /** Takes these; gives how many of them were there. */
    int run(Collection<FileName> locks) throws IOException {
        Set<FileName> distinct = new LinkedHashSet<>(locks);
        if (distinct.stream().anyMatch(name -> name.type() != FileType.LOCKS)) {
            throw new IllegalArgumentException("only locks die");
        }
        List<FileName> all = List.copyOf(distinct);
        long number = chest.commit().next();
        int gone = 0;
        for (int at = 0; at < all.size(); at += Entry.MAX_FILES) {
            gone += run(number, all.subList(at, Math.min(all.size(), at + Entry.MAX_FILES)));
        }
        return gone;
    }

    private int run(long number, List<FileName> locks) throws IOException {
        chest.trash().make(number, FileType.LOCKS);
        List<Commit.Hidden> hidden = new ArrayList<>();
        for (FileName lock : locks) {
            OptionalLong size = store.moveAside(lock, () -> chest.trash().file(number, lock));
            size.ifPresent(bytes -> hidden.add(new Commit.Hidden(lock, bytes)));
        }
        if (hidden.isEmpty()) {
            chest.trash().tidy(number);
            return 0;
        }
        chest.log().append(new Commit(number, chest.clock().instant(), Cause.RETIRED, List.of(), hidden));
        disk.forceDirectory(chest.trash().folder(number, FileType.LOCKS));
        store.forceFolder(hidden.get(0).name());
        return hidden.size();
    }
}
