package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;

/**
 * Removes temporaries of uploads that a crash cut off. Own ones go when they are older than this process: the lock on the state
 * directory says that no other process of ours writes here. Those of rest-server, which may run beside us, go after a day
 * without a change; an upload that moves changes its file.
 */
public final class Leftovers {

    /** Longer than any client waits on an upload that does not move. */
    static final Duration FOREIGN_REST = Duration.ofDays(1);

    private final Disk disk;
    private final Instant started;
    private final Instant now;

    /** Leftovers as seen by a process that started then, and looks at {@code now}. */
    public Leftovers(Disk disk, Instant started, Instant now) {
        this.disk = disk;
        this.started = started;
        this.now = now;
    }

    /** Removes the leftovers in one directory and counts them. */
    int clear(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        disk.list(directory, name -> {
            if (LocalLayout.isTemporary(name)) {
                names.add(name);
            }
        });
        int cleared = 0;
        for (String name : names) {
            Path file = directory.resolve(name);
            Optional<Attributes> found = disk.look(file).filter(Attributes::isFile);
            if (found.isPresent() && isLeft(name, found.get().modified()) && disk.delete(file)) {
                cleared++;
            }
        }
        return cleared;
    }

    private boolean isLeft(String name, Instant modified) {
        return LocalLayout.isOwnTemporary(name)
                ? modified.isBefore(started)
                : modified.plus(FOREIGN_REST).isBefore(now);
    }
}
