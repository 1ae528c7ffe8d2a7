package packhouse.storage.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;

/**
 * Who may change a repository on the server's own account: one process at a time, and never again one that another has followed.
 * Whoever begins leaves an empty file with the next number; whoever finds a higher one than its own stops for good.
 *
 * <pre>
 * side/.lease/{lock,NUMBER}         lock: its lock of the operating system is held while something is changed
 * </pre>
 */
final class Lease {

    private final Disk disk;
    private final Path side;
    private final Path folder;
    private long mine;

    Lease(Disk disk, Path side) {
        this.disk = disk;
        this.side = side;
        this.folder = side.resolve(".lease");
    }

    /** Nobody else changes anything until this is closed. */
    Closeable hold() throws IOException {
        disk.makeDirectory(folder, Modes.PRIVATE);
        disk.forceDirectory(side);
        return disk.lock(folder.resolve("lock"))
                .orElseThrow(() -> new IOException(folder + ": another process is changing this repository"));
    }

    /** The number of this process; empty if another one has followed it. To be asked while the lease is held. */
    Optional<Long> number() throws IOException {
        List<Long> numbers = new ArrayList<>();
        disk.list(folder, name -> {
            if (name.matches("[1-9][0-9]{0,17}")) {
                numbers.add(Long.parseLong(name));
            }
        });
        long highest = numbers.stream().mapToLong(number -> number).max().orElse(0);
        if (mine == 0) {
            long next = highest + 1;
            disk.create(folder.resolve(Long.toString(next)), Modes.PRIVATE).close();
            disk.forceDirectory(folder);
            mine = next;
            for (long number : numbers) {
                disk.delete(folder.resolve(Long.toString(number)));
            }
        }
        return highest > mine ? Optional.empty() : Optional.of(mine);
    }
}
