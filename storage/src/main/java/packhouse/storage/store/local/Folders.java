package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;

/** Makes directories so that they survive a power cut: a new name is durable only once its parent is forced. */
final class Folders {

    private final Disk disk;
    private final Modes modes;

    Folders(Disk disk, Modes modes) {
        this.disk = disk;
        this.modes = modes;
    }

    /** Makes all of these and their missing parents, and forces each parent once. */
    void make(List<Path> directories) throws IOException {
        Set<Path> changed = new LinkedHashSet<>();
        for (Path directory : directories) {
            make(directory, changed);
        }
        for (Path parent : changed) {
            disk.forceDirectory(parent);
        }
    }

    /** Makes a directory unless it is there, which costs one look. */
    void makeIfMissing(Path directory) throws IOException {
        if (disk.look(directory).filter(Attributes::isDirectory).isEmpty()) {
            make(List.of(directory));
        }
    }

    private void make(Path directory, Set<Path> changed) throws IOException {
        Optional<Attributes> found = disk.look(directory);
        if (found.filter(Attributes::isDirectory).isPresent()) {
            return;
        }
        Path parent = directory.getParent();
        if (parent == null) {
            throw new IOException(directory + ": the root of the file system is missing");
        }
        make(parent, changed);
        if (disk.makeDirectory(directory, modes)) {
            changed.add(parent);
        }
    }
}
