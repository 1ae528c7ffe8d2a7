package packhouse.storage.repository;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.random.RandomGenerator;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.Sha256;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.LockFile;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.store.SwapStore;

/**
 * An exclusive lock of the server's own, as restic would make it, for people who have restic write to the directory itself: while it lies
 * there they change nothing. The server's clients do not see it, because what it keeps off they are kept off otherwise. Which lock it is
 * is noted first, so that one which a crash left is removed by the next process.
 */
public final class OwnLock {

    private static final String NOTE = ".own-lock";
    private static final String USER = "packhouse";

    private final SwapStore store;
    private final Disk disk;
    private final Path top;
    private final Path folder;
    private final InstantSource clock;

    /**
     * That of the repository in {@code store}.
     *
     * @param top a directory that exists
     * @param folder a directory in it that need not, for the note, of the repository's own file system or not
     */
    OwnLock(SwapStore store, Disk disk, Path top, Path folder, InstantSource clock) {
        this.store = store;
        this.disk = disk;
        this.top = top;
        this.folder = folder;
        this.clock = clock;
    }

    /** Whose it is: by this restic, on the same machine, tells whether its process still lives. */
    public record Owner(String host, long process) {}

    /**
     * Makes the lock, until it is closed.
     *
     * @param made a file that is not there yet, where files can be renamed from to the repository
     */
    public Closeable take(Owner owner, RepositoryKey key, int version, Path made, RandomGenerator random)
            throws IOException {
        LockFile lock =
                new LockFile(clock.instant().atOffset(ZoneOffset.UTC), true, owner.host(), USER, owner.process(), 0, 0);
        byte[] sealed = Envelope.seal(lock.toJson(), key, version, random);
        FileId id = FileId.of(Sha256.start().digest(sealed));
        write(made, store.modes(), sealed);
        note(id);
        FileName name = FileName.of(FileType.LOCKS, id);
        store.conceal(name);
        try {
            store.moveIn(name, made);
        } catch (IOException | RuntimeException e) {
            store.reveal(name);
            throw e;
        }
        return () -> end(name, made);
    }

    private void end(FileName name, Path aside) throws IOException {
        store.moveOut(name, aside);
        store.forceFolder(name);
        store.reveal(name);
        disk.delete(aside);
        disk.delete(folder.resolve(NOTE));
    }

    private void note(FileId id) throws IOException {
        Path at = top;
        for (Path part : top.relativize(folder)) {
            at = at.resolve(part);
            disk.makeDirectory(at, Modes.PRIVATE);
        }
        Path note = folder.resolve(NOTE);
        disk.delete(note);
        write(note, Modes.PRIVATE, id.toString().getBytes(StandardCharsets.US_ASCII));
        disk.forceDirectory(folder);
    }

    private void write(Path path, Modes modes, byte[] bytes) throws IOException {
        try (WritableFile file = disk.create(path, modes)) {
            file.write(ByteBuffer.wrap(bytes));
            file.force();
        }
    }

    /** Removes the one that a crash left; to be called before anybody asks which locks there are. */
    void clear() throws IOException {
        Path note = folder.resolve(NOTE);
        Optional<Region> found = disk.open(note);
        if (found.isEmpty()) {
            return;
        }
        ByteBuffer text = ByteBuffer.allocate(FileId.DIGITS);
        try (Region region = found.get()) {
            text.limit((int) Math.min(region.size(), FileId.DIGITS));
            region.read(text, 0);
        }
        Optional<FileId> id = FileId.parse(new String(text.array(), StandardCharsets.US_ASCII));
        if (id.isPresent()) {
            store.delete(FileName.of(FileType.LOCKS, id.get()));
        }
        disk.delete(note);
    }
}
