package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;

/**
 * Folders for files in the making, which no client ever saw.
 *
 * <pre>
 * side/.staging/RUN/FILE
 * </pre>
 */
final class Staging {

    private final Disk disk;
    private final Path root;

    Staging(Disk disk, Path side) {
        this.disk = disk;
        this.root = side.resolve(".staging");
    }

    /** A new, empty folder. */
    Path fresh() throws IOException {
        disk.makeDirectory(root, Modes.PRIVATE);
        long run = 1;
        while (!disk.makeDirectory(root.resolve(Long.toString(run)), Modes.PRIVATE)) {
            run++;
        }
        return root.resolve(Long.toString(run));
    }

    /** Removes everything: no run of an earlier process goes on. */
    void clear() throws IOException {
        for (Path run : in(root)) {
            for (Path file : in(run)) {
                disk.delete(file);
            }
            disk.delete(run);
        }
    }

    private List<Path> in(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        if (disk.look(folder).filter(Attributes::isDirectory).isPresent()) {
            disk.list(folder, name -> found.add(folder.resolve(name)));
        }
        return found;
    }
}
