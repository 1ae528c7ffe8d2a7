package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.Sha256;
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
        this.digest = options.verify() && name.type().isContentNamed() ? Optional.of(Sha256.start()) : Optional.empty();
        this.file = disk.create(temporary, options.modes());
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
            directory.veil().await(id);
            placed = directory.place(id, temporary, target, received, ledger, this);
            if (placed) {
                return settle();
            }
            if (directory.veil().holds(id)) {
                // Whatever lies there now may be elsewhere in a moment.
                continue;
            }
            Comparison comparison = Comparison.of(disk, temporary, target, digest.isPresent());
            if (comparison == Comparison.SAME && isMadeDurable()) {
                return new Saved.Present(received);
            }
            if (comparison == Comparison.DIFFERENT) {
                return digest.isPresent() ? heal() : new Saved.Differs();
            }
        }
        throw new IOException(name + ": appears and vanishes while it is being uploaded");
    }

    /** The stored copy was perhaps written a moment ago, by an upload whose answer was lost or by another program. */
    private boolean isMadeDurable() throws IOException {
        try {
            disk.force(target);
        } catch (NoSuchFileException e) {
            // Deleted since it was compared.
            return false;
        }
        disk.forceDirectory(folder);
        // The other upload may still wait for its own force, but our client must find the file from now on.
        directory.settling().remove(id);
        return true;
    }

    private Saved settle() throws IOException {
        try {
            disk.forceDirectory(folder);
        } finally {
            // Also after a failure: the file is whole and may be used, it only was not promised to last.
            directory.settling().remove(id, this);
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
            try {
                file.close();
            } finally {
                // Also if the close fails, which a full network file system may do.
                if (!placed) {
                    disk.delete(temporary);
                }
            }
        } catch (IOException e) {
            // What stays behind is a temporary: never listed, and removed at the next start.
            return;
        }
    }
}
