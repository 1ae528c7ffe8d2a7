package packhouse.storage.upkeep;

import java.io.IOException;
import java.security.MessageDigest;
import packhouse.protocol.FileId;
import packhouse.protocol.Sha256;
import packhouse.storage.format.Source;

/**
 * Hashes a file as a whole while it is read from its beginning on: so one reading is enough for the hash of the pack and for all that is
 * in it. What is read again is not hashed again; what is left out is read for the hash alone. Used by one thread.
 */
public final class HashedSource implements Source {

    private static final int SLICE = 64 << 10;

    private final Source file;
    private final MessageDigest digest = Sha256.start();
    private final byte[] slice = new byte[SLICE];
    private long hashed;

    /** Of this file, which stays open. */
    public HashedSource(Source file) {
        this.file = file;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        hashUpTo(position);
        file.read(position, target, offset, length);
        long known = hashed - position;
        if (known < length) {
            digest.update(target, offset + (int) known, length - (int) known);
            hashed = position + length;
        }
    }

    private void hashUpTo(long end) throws IOException {
        while (hashed < end) {
            int length = (int) Math.min(SLICE, end - hashed);
            file.read(hashed, slice, 0, length);
            digest.update(slice, 0, length);
            hashed += length;
        }
    }

    /** The hash of the whole file. */
    public FileId finish() throws IOException {
        hashUpTo(size());
        return FileId.of(digest.digest());
    }
}
