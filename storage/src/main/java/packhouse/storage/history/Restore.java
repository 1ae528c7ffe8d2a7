package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Disk;
import packhouse.storage.store.Store;

/**
 * Brings files back out of the trash. Always safe: it only adds. In restic's own order, packs first and snapshots last, so that at no
 * instant a snapshot shows what is not back yet.
 */
final class Restore {

    /** Whatever is needed comes before what needs it. */
    static final List<FileType> ORDER =
            List.of(FileType.DATA, FileType.INDEX, FileType.CONFIG, FileType.KEYS, FileType.SNAPSHOTS, FileType.LOCKS);

    private final Store store;
    private final Disk disk;
    private final Chest chest;

    Restore(Store store, Disk disk, Chest chest) {
        this.store = store;
        this.disk = disk;
        this.chest = chest;
    }

    /** Brings these back, as one commit; of several with one name the one that was hidden last. */
    Restored run(Collection<Resting> files, Cause cause) throws IOException {
        List<Resting> sorted = files.stream()
                .sorted(Comparator.comparingInt(
                                (Resting file) -> ORDER.indexOf(file.name().type()))
                        .thenComparing(Comparator.comparing(Resting::commit).reversed()))
                .toList();
        long number = chest.commit().next();
        Restored total = Restored.NOTHING;
        for (int at = 0; at < sorted.size(); at += Entry.MAX_FILES) {
            total = total.plus(run(number, cause, sorted.subList(at, Math.min(sorted.size(), at + Entry.MAX_FILES))));
        }
        return total;
    }

    private Restored run(long number, Cause cause, List<Resting> files) throws IOException {
        List<Commit.Shown> shown = new ArrayList<>();
        Set<Resting> gone = new LinkedHashSet<>();
        for (Resting file : files) {
            try {
                if (store.bringBack(file.name(), chest.trash().file(file.commit(), file.name()))) {
                    shown.add(new Commit.Shown(file.name(), file.size(), file.commit()));
                }
            } catch (NoSuchFileException e) {
                // Somebody removed it from the trash by hand; the others come back all the same.
                gone.add(file);
            }
        }
        if (!shown.isEmpty()) {
            forceTrash(shown);
            chest.log().append(new Commit(number, chest.clock().instant(), cause, shown, List.of()));
            for (long from :
                    new LinkedHashSet<>(shown.stream().map(Commit.Shown::from).toList())) {
                chest.trash().tidy(from);
            }
        }
        long bytes = shown.stream().mapToLong(Commit.Shown::size).sum();
        return new Restored(number, shown.size(), bytes, files.size() - shown.size() - gone.size(), gone.size());
    }

    /** That they left the trash: else a power cut would bring them back there too. */
    private void forceTrash(List<Commit.Shown> shown) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        shown.forEach(file ->
                folders.add(chest.trash().folder(file.from(), file.name().type())));
        for (Path folder : folders) {
            disk.forceDirectory(folder);
        }
    }
}
