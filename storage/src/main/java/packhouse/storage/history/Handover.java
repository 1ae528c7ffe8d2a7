package packhouse.storage.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.Sha256;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.store.SwapStore;

/**
 * One {@link Succession}. A copy of the old file comes to the trash first and lasts; then one rename puts the new one in its place, so
 * that at every instant the directory has one of them, whole. Cut off before the rename, the copy is one more file in the trash; cut off
 * after it, the log does not know why the copy is there, and recovery says so.
 */
final class Handover {

    /** A config has a kilobyte at most; what is longer is none, and would keep clients waiting. */
    private static final int MAX_BYTES = 1 << 20;

    private final SwapStore store;
    private final Disk disk;
    private final Chest chest;
    private final Succession change;

    Handover(SwapStore store, Disk disk, Chest chest, Succession change) {
        this.store = store;
        this.disk = disk;
        this.chest = chest;
        this.change = change;
    }

    /** Why it cannot be, as things lie on the disk; empty if it can. */
    Optional<String> objection() throws IOException {
        Optional<byte[]> live = live();
        boolean same =
                live.isPresent() && FileId.of(Sha256.start().digest(live.get())).equals(change.before());
        return same ? Optional.empty() : Optional.of(change.name() + " has changed meanwhile");
    }

    private Optional<byte[]> live() throws IOException {
        Optional<Region> found = store.open(change.name());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Region region = found.get()) {
            if (region.size() > MAX_BYTES) {
                throw new IOException(change.name() + ": has " + region.size() + " bytes, which is too long for it");
            }
            byte[] bytes = new byte[(int) region.size()];
            region.read(ByteBuffer.wrap(bytes), 0);
            return Optional.of(bytes);
        }
    }

    /** Does it, and gives the number of its commit. Nobody else changes the file meanwhile. */
    long run() throws IOException {
        FileName name = change.name();
        byte[] old = live().orElseThrow(() -> new IOException(name + ": vanished"));
        long size = disk.look(change.file())
                .orElseThrow(() -> new IOException(change.file() + ": vanished"))
                .size();
        long number = chest.commit().next();
        keep(number, old);
        store.replace(name, change.file());
        store.forceFolder(name);
        chest.log()
                .append(new Commit(
                        number,
                        chest.clock().instant(),
                        change.cause(),
                        List.of(new Commit.Shown(name, size, 0)),
                        List.of(new Commit.Hidden(name, old.length))));
        return number;
    }

    private void keep(long number, byte[] old) throws IOException {
        Path copy = change.file().resolveSibling("before");
        try (WritableFile file = disk.create(copy, Modes.PRIVATE)) {
            file.write(ByteBuffer.wrap(old));
            file.force();
        }
        chest.trash().make(number, change.name().type());
        disk.rename(copy, chest.trash().file(number, change.name()));
        disk.forceDirectory(chest.trash().folder(number, change.name().type()));
    }
}
