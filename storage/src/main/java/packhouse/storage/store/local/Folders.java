package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;

/** Makes the directories of one repository so that they survive a power cut: a new name is durable only once its parent is forced. */
final class Folders {

    private final Disk disk;
    private final Modes modes;
    private final Path top;
    private final List<Path> parents;
    private volatile boolean secure;

    /** {@code top} and what lies above it is never made: where it is missing, a disk is not mounted. */
    Folders(Disk disk, Modes modes, Path top, LocalLayout layout) {
        this.disk = disk;
        this.modes = modes;
        this.top = top;
        this.parents = parents(top, layout);
    }

    /** Every directory that holds directories, from the top down. */
    private static List<Path> parents(Path top, LocalLayout layout) {
        List<Path> parents = new ArrayList<>(List.of(top));
        Path at = top;
        for (Path folder : top.relativize(layout.root())) {
            at = at.resolve(folder);
            parents.add(at);
        }
        parents.add(layout.folder(FileType.DATA));
        return List.copyOf(parents);
    }

    /** Makes those that are missing, with their missing parents, and forces each parent once. */
    synchronized void make(List<Path> directories) throws IOException {
        boolean before = secure;
        // Until the end of this, and if it fails, nobody may count on a directory just because it is there.
        secure = false;
        Set<Path> changed = new LinkedHashSet<>();
        for (Path directory : directories) {
            make(directory, changed);
        }
        for (Path parent : changed) {
            disk.forceDirectory(parent);
        }
        secure = before || changed.containsAll(parents);
    }

    private void make(Path directory, Set<Path> changed) throws IOException {
        Path parent = directory.getParent();
        if (directory.equals(top) || parent == null) {
            throw new IOException(top + ": is gone");
        }
        boolean made;
        try {
            made = disk.makeDirectory(directory, modes);
        } catch (NoSuchFileException e) {
            make(parent, changed);
            made = disk.makeDirectory(directory, modes);
        }
        if (made) {
            changed.add(parent);
        }
    }

    /**
     * Returns once the directories that are there are durable. The first time in the life of a process they are forced: it
     * cannot know whether the one before it, or another program, came to do so. Then it costs nothing, unless another
     * thread is making directories; that is waited for.
     */
    void secure() throws IOException {
        if (!secure) {
            forceAll();
        }
    }

    private synchronized void forceAll() throws IOException {
        if (secure) {
            return;
        }
        for (Path parent : parents) {
            if (disk.look(parent).filter(Attributes::isDirectory).isPresent()) {
                disk.forceDirectory(parent);
            }
        }
        secure = true;
    }
}
