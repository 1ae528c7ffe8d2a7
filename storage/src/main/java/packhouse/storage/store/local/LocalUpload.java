package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.store.Ledger;
import packhouse.storage.store.Saved;
import packhouse.storage.store.Upload;

/**
 * Receives one file: an exclusive temporary beside the target, hashed while it is written, then force, rename, force of the
 * directory. At no instant is there a partial file under a name that a client could ask for.
 */
final class LocalUpload implements Upload {

    /** How often a stored copy may appear and vanish again while an upload wants its name; more is somebody's bug. */
    private static final int MAX_RACES = 8;

    private final FileName name;
    private final FileId id;
    private final Path temporary;
    private final Path target;
    private final Path folder;
    private final Disk disk;
    private final KnownDirectory directory;
    private final Ledger ledger;
    private final Optional<MessageDigest> digest;
    private final WritableFile file;
    private long received;
    private boolean placed;

    LocalUpload(
            FileName name,
            LocalLayout layout,
            Disk disk,
            KnownDirectory directory,
            LocalStore.Options options,
            Ledger ledger,
            long number)
            throws IOException {
        this.name = name;
        this.id = LocalLayout.id(name);
        this.temporary = layout.temporary(name, number);
        this.target = layout.file(name);
        this.folder = layout.directory(name);
        this.disk = disk;
        this.directory = directory;
        this.ledger = ledger;
        this.digest = options.verify() && name.type().isContentNamed() ? Optional.of(sha256()) : Optional.empty();
        this.file = disk.create(temporary, options.modes());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void write(ByteBuffer... buffers) throws IOException {
        for (ByteBuffer buffer : buffers) {
            received += buffer.remaining();
            digest.ifPresent(sha -> sha.update(buffer.duplicate()));
        }
        file.write(buffers);
    }

    @Override
    public long received() {
        return received;
    }

    @Override
    public Saved finish() throws IOException {
        try {
            Optional<FileId> actual = digest.map(sha -> FileId.of(sha.digest()));
            if (actual.isPresent() && !actual.get().equals(id)) {
                return new Saved.WrongHash(actual.get().toString());
            }
            file.force();
            file.close();
            return place();
        } finally {
            abandon();
        }
    }

    private Saved place() throws IOException {
        for (int race = 0; race < MAX_RACES; race++) {
            placed = directory.place(id, temporary, target, received, ledger);
            if (placed) {
                return settle();
            }
            Comparison comparison = Comparison.of(disk, temporary, target, digest.isPresent());
            if (comparison == Comparison.SAME) {
                // Perhaps written a moment ago, by an upload whose answer was lost or by another program.
                disk.force(target);
                disk.forceDirectory(folder);
                // The other upload may still wait for its own force, but our client must find the file from now on.
                directory.settled(id);
                return new Saved.Present(received);
            }
            if (comparison == Comparison.DIFFERENT) {
                return digest.isPresent() ? heal() : new Saved.Differs();
            }
        }
        throw new IOException(name + ": appears and vanishes while it is being uploaded");
    }

    private Saved settle() throws IOException {
        try {
            disk.forceDirectory(folder);
        } finally {
            // Also after a failure: the file is whole and may be used, it only was not promised to last.
            directory.settled(id);
        }
        return new Saved.Stored(received);
    }

    /** The upload hashes to its name, so a stored copy that differs is damaged. */
    private Saved heal() throws IOException {
        directory.replace(id, temporary, target, received, ledger);
        placed = true;
        disk.forceDirectory(folder);
        return new Saved.Stored(received);
    }

    @Override
    public void abandon() {
        try {
            file.close();
            if (!placed) {
                disk.delete(temporary);
            }
        } catch (IOException e) {
            // What stays behind is a temporary: never listed, and removed at the next start.
            return;
        }
    }
}
