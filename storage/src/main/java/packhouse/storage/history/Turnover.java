package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import packhouse.protocol.FileName;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.store.SwapStore;

/**
 * One replacement on its way. Until {@link #commit} has written the switch nothing has happened for anybody; from then on all of it
 * has, and {@link #aside} only clears away. Used while nobody else changes what it is about.
 */
final class Turnover {

    private final SwapStore store;
    private final Disk disk;
    private final Chest chest;
    private final List<Coming> coming;
    private final List<Replacement.Old> leaving;

    /** A file that waits at a path, in the trash of a commit or (0) in the staging folder. */
    record Coming(Commit.Shown file, Path path) {}

    Turnover(SwapStore store, Disk disk, Chest chest, List<Coming> coming, List<Replacement.Old> leaving) {
        this.store = store;
        this.disk = disk;
        this.chest = chest;
        this.coming = List.copyOf(coming);
        this.leaving = List.copyOf(leaving);
    }

    /** Why it cannot be, as things lie on the disk; empty if it can. */
    Optional<String> objection() throws IOException {
        for (Replacement.Old old : leaving) {
            if (!store.size(old.name()).equals(OptionalLong.of(old.size()))) {
                return Optional.of(old.name() + " is no longer there with " + old.size() + " bytes");
            }
        }
        for (Coming file : coming) {
            OptionalLong there = store.lies(file.file().name());
            if (there.isPresent() && there.getAsLong() != file.file().size()) {
                return Optional.of(file.file().name() + " is there already, with another length");
            }
            if (there.isEmpty() && lengthOf(file) != file.file().size()) {
                throw new IOException(
                        file.path() + ": has not the " + file.file().size() + " bytes it should have");
            }
        }
        return Optional.empty();
    }

    private long lengthOf(Coming file) throws IOException {
        return disk.look(file.path())
                .filter(Attributes::isFile)
                .map(Attributes::size)
                .orElse(-1L);
    }

    /**
     * Holds the names of what comes, and says what is about to happen. What lies in its place already is there for good, so it is no
     * part of it.
     */
    Intent intend(Cause cause, long fence) throws IOException {
        List<Commit.Shown> shown = new ArrayList<>();
        for (Coming file : coming) {
            if (store.expect(file.file().name()).isEmpty()) {
                shown.add(file.file());
            } else {
                store.forceFolder(file.file().name());
            }
        }
        List<Commit.Hidden> hidden = leaving.stream()
                .map(old -> new Commit.Hidden(old.name(), old.size()))
                .toList();
        return new Intent(chest.commit().next(), chest.clock().instant(), cause, fence, shown, hidden);
    }

    /** Makes it real. If the disk fails, recovery takes it back, or goes through with it if the switch has come through. */
    void commit(Intent intent) throws IOException {
        Swap swap = new Swap(store, disk, chest.trash(), intent);
        swap.prepare();
        for (Intent part : intent.parts()) {
            chest.log().append(part);
        }
        swap.place(paths());
        chest.log().append(intent.point(chest.clock().instant()));
        chest.hidden().add(intent.number(), intent.hidden());
        swap.flip();
    }

    private Map<FileName, Path> paths() {
        Map<FileName, Path> paths = new HashMap<>();
        coming.forEach(file -> paths.put(file.file().name(), file.path()));
        return paths;
    }

    /** Clears away what is hidden, and ends the commit. */
    void aside(Intent intent) throws IOException {
        Swap swap = new Swap(store, disk, chest.trash(), intent);
        swap.aside();
        chest.log().append(new End(intent.number(), chest.clock().instant(), End.How.DONE));
        swap.release();
        swap.tidy();
    }
}
